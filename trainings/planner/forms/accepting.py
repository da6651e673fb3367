"""The sessions of a proposal, each with its hours, venue and trainer to change before they become drafts."""

import datetime as dt
from dataclasses import dataclass

from django import forms

from okoce.clock import WIB
from okoce.fields.hours import HourField
from okoce.fields.rows import RowField
from okoce.formats import angka
from okoce.programme.models import Agency
from trainings.planner.models import ADD
from trainings.planning.series import Draft
from trainings.sessions.models import Trainer, Venue

BACKWARDS = "Jam selesai harus sesudah jam mulai."
NOT_SAME = "Dua sesi mulai pada saat yang sama. Ubah jam salah satunya."


@dataclass(frozen=True)
class Row:
    """A proposed session, with the fields that change it."""

    number: int
    day: dt.date
    people: int
    fields: list


class AcceptForm(forms.Form):
    """The fields of a session begin with its number."""

    agency = RowField(label="Penyelenggara", error_messages={"required": "Pilih penyelenggaranya."})

    def __init__(self, *args, proposal, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal, self.sessions = proposal, proposal.result.get("sessions", [])
        agencies = {row.pk: row for row in Agency.objects.serving(user.areas_for(ADD)).order_by("pk")}
        self.fields["agency"].offer(agencies)
        self.fields["agency"].initial = next(iter(agencies), None)
        here = Venue.objects.in_use().filter(kelurahan__parent=proposal.kecamatan_id).order_by("name_key", "pk")
        self.venues = {row.pk: row for row in here}
        self.trainers = {row.pk: row for row in Trainer.objects.visible_to(user).in_use()}
        for number, session in enumerate(self.sessions):
            self._add(number, session)

    def _add(self, number, session):
        venue = RowField(label="Tempat", error_messages={"required": "Pilih tempatnya."})
        venue.offer(self.venues, first="Pilih tempat", label=lambda row: f"{row.name} ({angka(row.capacity)} orang)")
        trainer = RowField(label="Narasumber", required=False)
        trainer.offer(self.trainers, first="Belum ditentukan")
        for name, field, value in (
            ("starts", HourField(label="Mulai (WIB)"), dt.time.fromisoformat(session["starts"])),
            ("ends", HourField(label="Selesai (WIB)"), dt.time.fromisoformat(session["ends"])),
            ("venue", venue, session["venue"]),
            ("trainer", trainer, session["trainer"]),
        ):
            field.initial = value
            self.fields[f"{number}-{name}"] = field

    @property
    def rows(self):
        return [
            Row(
                number,
                dt.date.fromisoformat(session["day"]),
                session["people"],
                [self[f"{number}-{name}"] for name in ("starts", "ends", "venue", "trainer")],
            )
            for number, session in enumerate(self.sessions)
        ]

    def clean(self):
        cleaned = super().clean()
        begun = set()
        for number, session in enumerate(self.sessions):
            starts, ends = cleaned.get(f"{number}-starts"), cleaned.get(f"{number}-ends")
            if starts and ends and ends <= starts:
                self.add_error(f"{number}-ends", BACKWARDS)
            if starts and (session["day"], starts) in begun:
                self.add_error(f"{number}-starts", NOT_SAME)
            begun.add((session["day"], starts))
        return cleaned

    def drafts(self):
        """Return the Drafts of a valid form, in the order of its rows."""
        return [self._draft(number, session, self.cleaned_data) for number, session in enumerate(self.sessions)]

    def proposed(self):
        """Return the Drafts as they were proposed; those of a venue that is no longer in use are left out."""
        names = ("starts", "ends", "venue", "trainer")
        values = {
            f"{n}-{name}": self.fields[f"{n}-{name}"].initial for n in range(len(self.sessions)) for name in names
        }
        for name, rows in (("venue", self.venues), ("trainer", self.trainers)):
            values |= {f"{n}-{name}": rows.get(values[f"{n}-{name}"]) for n in range(len(self.sessions))}
        return [self._draft(n, row, values) for n, row in enumerate(self.sessions) if values[f"{n}-venue"]]

    def _draft(self, number, session, values):
        venue, trainer = values[f"{number}-venue"], values[f"{number}-trainer"]
        day = dt.date.fromisoformat(session["day"])
        start, end = (dt.datetime.combine(day, values[f"{number}-{name}"], tzinfo=WIB) for name in ("starts", "ends"))
        return Draft(
            kecamatan=self.proposal.kecamatan_id,
            venue=venue.pk,
            trainer=trainer and trainer.pk,
            modules=tuple(session["modules"]),
            meetings=((start, end),),
            capacity=min(self.proposal.seats, venue.capacity),
        )
