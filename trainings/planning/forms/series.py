"""A series of sessions on one page: when, what, and for each kecamatan where, by whom and in which wave."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.db.models import Max

from okoce.clock import now, today
from okoce.fields.days import DayField
from okoce.fields.hours import HourField
from okoce.fields.numbers import CountField
from okoce.fields.rows import RowField
from okoce.formats import DAYS, angka
from okoce.programme import memory
from okoce.programme.models import Agency
from okoce.regions import places
from trainings.planning import sense
from trainings.planning.series import Pattern, Site, drafts
from trainings.sessions.models import Session, Trainer, Training, Venue

WAVES = 4
WEEKS = 13
NO_PLACE = "Pilih kecamatan dengan mencentangnya, sedikitnya satu."
NO_VENUE = "Pilih tempat untuk kecamatan ini."
NO_MODULE = "Pilih modul, atau pilih pelatihan yang sudah memuat modulnya."
RECENT = dt.timedelta(days=120)  # a venue used since then is offered first


@dataclass(frozen=True)
class Row:
    """The fields of one kecamatan, for the template."""

    name: str
    chosen: object
    wave: object
    venue: object
    trainer: object
    has_venues: bool


class SeriesForm(forms.Form):
    """What all sessions of the series share; the fields of a kecamatan begin with its code."""

    training = RowField(label="Pelatihan", required=False, help_text="Modul, kursi, dan penyelenggara mengikutinya.")
    modules = forms.TypedMultipleChoiceField(
        label="Modul", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_whole = forms.BooleanField(
        label="Sehari penuh: setiap sesi mengajarkan semua modul",
        required=False,
        help_text="Tanpa centang, modul diajarkan bergiliran, satu modul setiap sesi.",
    )
    agency = RowField(label="Penyelenggara", required=False)
    capacity = CountField(label="Kursi tiap sesi", required=False, min_value=1, max_value=2**15 - 1)
    weekdays = forms.TypedMultipleChoiceField(
        label="Hari",
        coerce=int,
        choices=list(enumerate(DAYS)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih harinya, sedikitnya satu."},
    )
    starts = HourField(label="Mulai (WIB)")
    ends = HourField(label="Selesai (WIB)")
    first_on = DayField(label="Mulai tanggal", help_text="Minggu pertama dihitung dari tanggal ini.")
    weeks = CountField(label="Berapa minggu", min_value=1, max_value=WEEKS)
    shift = CountField(
        label="Selisih antargelombang (hari)",
        min_value=0,
        max_value=28,
        initial=1,
        help_text="Gelombang 2 mulai sekian hari sesudah gelombang 1.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        area = user.areas_for("training_sessions.add_session")
        self.trainings = {row.pk: row for row in _trainings(user)}
        self.fields["training"].offer(self.trainings, first="Tanpa pelatihan: pilih modul di bawah")
        self.fields["modules"].choices = list(memory.module_names().items())
        self.fields["modules"].initial = memory.required_modules(memory.current_year() or memory.newest_year())
        agencies = {row.pk: row for row in Agency.objects.serving(area).order_by("pk")}
        agencies |= {row.agency_id: row.agency for row in self.trainings.values()}
        self.fields["agency"].offer(agencies)
        self.fields["agency"].initial = next(iter(agencies), None)
        self.kecamatan = places.kecamatan(area)
        self._add_kecamatan(user)

    def _add_kecamatan(self, user):
        codes = [code for code, _ in self.kecamatan]
        venues = _by_kecamatan(Venue.objects.visible_to(user).in_use().order_by("name_key", "pk"))
        trainers = {row.pk: row for row in Trainer.objects.visible_to(user).in_use()}
        usual = _usual_venues(codes)
        for code, name in self.kecamatan:
            here = venues.get(code, {})
            self.fields[f"{code}-in"] = forms.BooleanField(label=name, required=False)
            wave = forms.TypedChoiceField(
                label=f"Gelombang {name}",
                coerce=int,
                choices=[(number, str(number)) for number in range(1, WAVES + 1)],
                initial=1,
                required=False,
                empty_value=1,
            )
            venue = RowField(label=f"Tempat {name}", required=False)
            venue.offer(here, first="Pilih tempat", label=lambda row: f"{row.name} ({angka(row.capacity)} orang)")
            venue.initial = usual[code] if usual.get(code) in here else next(iter(here)) if len(here) == 1 else None
            trainer = RowField(label=f"Narasumber {name}", required=False)
            trainer.offer(trainers, first="Belum ditentukan")
            self.fields |= {f"{code}-wave": wave, f"{code}-venue": venue, f"{code}-trainer": trainer}

    @property
    def when_fields(self):
        return [self[name] for name in ("starts", "ends", "first_on", "weeks", "shift")]

    @property
    def what_fields(self):
        return [self[name] for name in ("training", "agency", "capacity")]

    @property
    def rows(self):
        return [
            Row(name, *(self[f"{code}-{part}"] for part in ("in", "wave", "venue", "trainer")), self._has_venues(code))
            for code, name in self.kecamatan
        ]

    def _has_venues(self, code):
        return len(self.fields[f"{code}-venue"].choices) > 1

    def clean(self):
        cleaned = super().clean()
        chosen = [code for code, _ in self.kecamatan if cleaned.get(f"{code}-in")]
        if not chosen:
            self.add_error(None, NO_PLACE)
        for code in chosen:
            if not cleaned.get(f"{code}-venue") and f"{code}-venue" not in self.errors:
                self.add_error(f"{code}-venue", NO_VENUE)
        self._check_hours(cleaned.get("starts"), cleaned.get("ends"))
        self._follow(cleaned.get("training"))
        return cleaned

    def _check_hours(self, starts, ends):
        if not (starts and ends):
            return
        span = [dt.datetime.combine(today(), hour) for hour in (starts, ends)]
        if ends <= starts:
            self.add_error("ends", "Jam selesai harus sesudah jam mulai.")
        elif sense.too_long(*span):
            self.add_error("ends", f"Satu sesi paling lama {sense.LONGEST // dt.timedelta(hours=1)} jam.")

    def _follow(self, training):
        """What was not typed comes from the training."""
        cleaned = self.cleaned_data
        if training:
            cleaned["modules"] = [module.pk for module in training.modules.all()]
            cleaned["agency"] = training.agency
        elif not cleaned.get("modules"):
            self.add_error("modules", NO_MODULE)
        elif not cleaned.get("agency"):
            self.add_error("agency", "Pilih penyelenggaranya.")
        if not cleaned.get("capacity") and "capacity" not in self.errors:
            cleaned["capacity"] = training.seats if training else Session._meta.get_field("capacity").default

    def drafts(self):
        """Return the series of a valid form."""
        cleaned = self.cleaned_data
        order = [pk for pk in memory.module_names() if pk in cleaned["modules"]]
        pattern = Pattern(
            first_on=cleaned["first_on"],
            weekdays=tuple(sorted(cleaned["weekdays"])),
            starts=cleaned["starts"],
            ends=cleaned["ends"],
            weeks=cleaned["weeks"],
            modules=tuple(order),
            shift=cleaned["shift"],
            is_whole=cleaned["is_whole"],
        )
        return drafts(pattern, [self._site(code) for code, _ in self.kecamatan if cleaned[f"{code}-in"]])

    def _site(self, code):
        venue, trainer = self.cleaned_data[f"{code}-venue"], self.cleaned_data[f"{code}-trainer"]
        wave = self.cleaned_data[f"{code}-wave"]
        return Site(code, venue.pk, trainer and trainer.pk, self.cleaned_data["capacity"], wave)


def _trainings(user):
    running = Training.objects.visible_to(user).filter(programme_year__ends_on__gte=today())
    return running.select_related("agency").prefetch_related("modules").order_by("title", "pk")


def _by_kecamatan(venues):
    found = {}
    for venue in venues:
        found.setdefault(venue.kecamatan_code, {})[venue.pk] = venue
    return found


def _usual_venues(codes):
    """{kecamatan: the venue of its newest session}."""
    recent = Session.objects.filter(kecamatan__in=codes, starts_at__gt=now() - RECENT)
    newest = recent.order_by().values("kecamatan").annotate(newest=Max("pk")).values("newest")
    return dict(Session.objects.filter(pk__in=newest).values_list("kecamatan_id", "venue_id"))
