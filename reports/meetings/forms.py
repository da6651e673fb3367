"""What a meeting decides, who was there, and how an action ends."""

from django import forms

from okoce.clock import today
from okoce.fields.days import DayField
from okoce.fields.numbers import CountField
from okoce.fields.rows import RowField
from okoce.typed_text import one_line
from participants.people.once_form import OnceForm
from reports.meetings.indicators import CHOICES
from reports.meetings.models import Closing, Obstacle
from reports.meetings.owners import owners_of

SELECT = {"class": "form-select"}
MOST = 1_000_000
LONGEST_LIST = 15_000
CHOOSE_OWNER = "Pilih pemiliknya dari daftar; hanya yang bertugas di wilayah ini."


def _owner_field():
    return RowField(
        label="Pemilik",
        widget=forms.Select(attrs=SELECT),
        error_messages={"required": CHOOSE_OWNER, "invalid_choice": CHOOSE_OWNER},
    )


def _offer_owners(field, code):
    owners = owners_of(code)
    field.offer({user.pk: user for user in owners}, label=owners.get, first="Pilih pemilik")


class DecideForm(OnceForm):
    """A new action for one kecamatan."""

    use_required_attribute = False

    what = forms.CharField(
        label="Tindakan",
        max_length=160,
        error_messages={"required": "Tulis tindakannya: siapa mengerjakan apa, dan di mana."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    owner = _owner_field()
    due_on = DayField(label="Batas", earliest=today)
    expected = CountField(label="Diharapkan", min_value=1, max_value=MOST, help_text="Berapa orang bertambah.")
    indicator = forms.ChoiceField(label="Angka", choices=CHOICES, widget=forms.Select(attrs=SELECT))
    obstacle = forms.ChoiceField(
        label="Hambatan",
        choices=[("", "Pilih hambatan"), *Obstacle.choices],
        widget=forms.Select(attrs=SELECT),
        error_messages={"required": "Pilih hambatan yang ditangani."},
    )
    obstacle_note = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, code, **kwargs):
        super().__init__(*args, **kwargs)
        _offer_owners(self.fields["owner"], code)


class AttendeesForm(forms.Form):
    """One person a line: name, office."""

    use_required_attribute = False

    people = forms.CharField(
        label="Yang hadir",
        max_length=LONGEST_LIST,
        help_text="Satu orang setiap baris: nama, jabatan.",
        error_messages={"required": "Tulis siapa yang hadir, satu orang setiap baris."},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    @property
    def lines(self):
        return self.cleaned_data["people"].splitlines()


class CloseForm(forms.Form):
    """Achieved with evidence, or stopped for a reason."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Hasil",
        choices=[
            (Closing.Kind.ACHIEVED, "Berhasil: perubahan yang diharapkan tercapai"),
            (Closing.Kind.DROPPED, "Dihentikan: tidak diteruskan"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih berhasil atau dihentikan."},
    )
    words = forms.CharField(
        label="Bukti atau alasan",
        max_length=300,
        help_text="Berhasil: buktinya, dan di mana orang dapat memeriksanya. Dihentikan: alasannya.",
        error_messages={"required": "Tulis buktinya; jika dihentikan, tulis alasannya."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_words(self):
        return one_line(self.cleaned_data["words"])


class OwnerForm(forms.Form):
    """Another owner for an action."""

    use_required_attribute = False

    owner = _owner_field()

    def __init__(self, *args, code, **kwargs):
        super().__init__(*args, **kwargs)
        _offer_owners(self.fields["owner"], code)


class ActionsFilterForm(forms.Form):
    """Words of an action, or the name of its kecamatan or owner."""

    cari = forms.CharField(label="Cari tindakan, kecamatan, atau pemilik", required=False, max_length=60)
