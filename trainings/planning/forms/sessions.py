"""Scheduling a session and cancelling one."""

from itertools import pairwise

from django import forms
from django.db.models import Q

from okoce import refusals
from okoce.admin.related_links import hide_related_links
from okoce.fields.columns import of_column
from okoce.formats import angka
from okoce.regions import places
from trainings.planning import sense
from trainings.planning.actions import moves
from trainings.planning.previews import title_of
from trainings.seats.actions import seats, shares
from trainings.sessions.models import Meeting, Session
from trainings.sessions.states import CancelCode


class SessionForm(forms.ModelForm):
    """How staff schedule a session. What they leave empty the portal fills in."""

    opens = forms.BooleanField(
        label="Buka untuk pemesanan",
        required=False,
        initial=True,
        help_text="Setelah disimpan, sesi langsung terlihat di jadwal dan warga dapat memesan kursi.",
    )

    notifies = forms.BooleanField(label="Ya, simpan perubahan dan kabari mereka", required=False)

    class Meta:
        model = Session
        fields = [
            "training",
            "title",
            "modules",
            "agency",
            "programme_year",
            "kecamatan",
            "venue",
            "trainer",
            "capacity",
            "booking_closes_at",
        ]
        formfield_callback = of_column
        labels = {"capacity": "Jumlah kursi"}
        widgets = {"modules": forms.CheckboxSelectMultiple}
        help_texts = {
            "title": "Boleh kosong: judul dibuat dari nama modul.",
            "booking_closes_at": "Boleh kosong: 12 jam sebelum pertemuan pertama.",
            "venue": "Belum ada di daftar? Tambahkan dulu di Tempat pelatihan.",
            "training": "Boleh kosong. Pelatihan keterampilan dihitung untuk instansinya saja.",
            "modules": "Modul yang diajarkan penuh di sesi ini.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hide_related_links(self.fields.values(), but=["add"])
        if "title" in self.fields:
            self.fields["title"].required = False
        if "venue" in self.fields:
            offer_places(self.fields["venue"], self.instance.venue_id)
        if "trainer" in self.fields:
            field, current = self.fields["trainer"], self.instance.trainer_id
            field.queryset = field.queryset.filter(Q(is_active=True) | Q(pk=current))

    def clean(self):
        cleaned = super().clean()
        self._check_capacity(cleaned.get("capacity"))
        self._check_closing(cleaned.get("booking_closes_at"))
        modules = cleaned.get("modules")
        if "title" in self.fields and not cleaned.get("title") and modules:
            cleaned["title"] = title_of([module.pk for module in modules])
        venue, capacity = cleaned.get("venue"), cleaned.get("capacity")
        if venue and capacity and {"venue", "capacity"} & set(self.changed_data):
            for sentence in sense.of_capacity(capacity, venue.capacity, venue.name):
                self.add_error("capacity", sentence)
        if "venue" in self.changed_data:
            with refusals.at_form(self, "notifies" if "notifies" in self.fields else None):
                ask_before_moving(self.instance, is_confirmed=cleaned.get("notifies"))
        return cleaned

    def _check_capacity(self, capacity):
        if capacity is None:
            return
        if capacity < 1:
            self.add_error("capacity", "Sesi perlu paling sedikit satu kursi.")
        # The lock is held until the session is saved, so that nobody books in between.
        taken = seats.lock(self.instance.pk).seats_taken if self.instance.pk else 0
        if capacity < taken:
            self.add_error(
                "capacity",
                f"Sudah {taken} kursi terisi; kursi tidak boleh kurang dari itu. Batalkan dulu kursi yang berlebih.",
            )

    def _check_closing(self, closes_at):
        is_typed = closes_at and "booking_closes_at" in self.changed_data
        if is_typed and self.instance.pk and self.instance.seat_shares.exists():
            with refusals.at_form(self, "booking_closes_at"):
                shares.refuse_early_closing(self.instance, closes_at)


def offer_places(field, current=None):
    """Let a field choose among the venues in use and the current one, each with its kelurahan and how many it holds."""
    field.queryset = field.queryset.filter(Q(is_active=True) | Q(pk=current)).order_by("kelurahan", "name_key", "pk")
    field.label_from_instance = place_label


def place_label(venue):
    """Return a venue as a choice reads."""
    return f"{venue.name}, {places.line(venue.kelurahan_id)} ({angka(venue.capacity)} orang)"


def ask_before_moving(session, *, is_confirmed):
    """Say how many people a change of time or place concerns. Raise `ValidationError` until somebody confirmed it."""
    if is_confirmed or not (reached := moves.concerned(session)).people:
        return
    raise forms.ValidationError(
        f"Waktu atau tempat berubah untuk {angka(reached.people)} orang ({reached.in_words}). "
        "Centang “kabari mereka” di bagian bawah formulir, lalu simpan lagi."
    )


class MeetingFormSet(forms.BaseInlineFormSet):
    """The meetings of a session; changed ones of a session with people are confirmed first."""

    def clean(self):
        super().clean()
        spans = [(form.cleaned_data.get("starts_at"), form.cleaned_data.get("ends_at")) for form in self._kept()]
        spans = sorted(span for span in spans if all(span))
        if wrong := [sentence for one, other in pairwise(spans) if (sentence := sense.overlap(one, other))]:
            raise forms.ValidationError(wrong)
        if self.instance.pk and any(form.has_changed() for form in self.forms):
            ask_before_moving(self.instance, is_confirmed=bool(self.data.get("notifies")))

    def _kept(self):
        """The forms of meetings that are there after saving."""
        filled = [form for form in self.forms if form.is_valid() and form.cleaned_data]
        return [form for form in filled if not form.cleaned_data.get("DELETE")]


class MeetingForm(forms.ModelForm):
    class Meta:
        model = Meeting
        fields = ["starts_at", "ends_at"]
        formfield_callback = of_column

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "Jam selesai harus sesudah jam mulai.")
        elif start and end and (sentence := sense.too_long(start, end)):
            self.add_error("ends_at", sentence)
        return cleaned


class CancelSessionForm(forms.Form):
    code = forms.ChoiceField(
        label="Sebab",
        choices=CancelCode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih sebab pembatalan."},
    )
    reason = forms.CharField(
        label="Alasan",
        max_length=150,
        help_text="Dibaca semua peserta sesi ini.",
        error_messages={"required": "Tulis alasan pembatalan; alasan ini dibaca peserta."},
    )
