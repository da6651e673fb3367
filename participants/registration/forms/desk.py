"""The same questions for an officer, all on one page, with the identity card in hand."""

from django import forms

from okoce.fields.rows import RowField
from okoce.programme import memory
from okoce.programme.models import RegistrationPoint
from participants.people.once_form import OnceForm
from participants.registration.forms.businesses import BusinessForm
from participants.registration.forms.places import HomeForm
from participants.registration.forms.questions import PersonForm, TimesForm
from participants.registration.forms.submit import ConsentFields


class DeskForm(OnceForm, ConsentFields, PersonForm, HomeForm, BusinessForm, TimesForm):
    registration_point = RowField(
        label="Tempat pendaftaran",
        error_messages={"required": "Pilih tempat pendaftaran.", "invalid_choice": "Pilih tempat pendaftaran."},
    )
    notice_given = forms.BooleanField(
        label="Pemberitahuan privasi sudah ditunjukkan atau dibacakan",
        error_messages={"required": "Tunjukkan atau bacakan dulu pemberitahuan privasi, lalu centang."},
    )
    card_checked = forms.BooleanField(
        label="KTP asli sudah saya cocokkan dengan orang dan isian ini",
        required=False,
        help_text="Tanpa centang, peserta tercatat menunggu verifikasi.",
    )
    # Keys of the records that were shown because they look like this one (../views/similar_people.py).
    similar_seen = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    must_choose_class = False
    may_be_unknown = False

    field_order = (
        "nik name birth_on sex phone email kecamatan kelurahan street rt rw "
        "standing trade business_class business_name since_year business_place business_kecamatan business_kelurahan "
        "availability cannot_whole_day community consents registration_point notice_given card_checked"
    ).split()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nik"].widget.attrs["autofocus"] = True
        points = memory.registration_points().values()
        at_a_desk = {row.pk: row for row in points if row.code != RegistrationPoint.ONLINE}
        self.fields["registration_point"].offer(at_a_desk)
        desk = [pk for pk, row in at_a_desk.items() if row.code == RegistrationPoint.DESK]
        self.initial.setdefault("registration_point", next(iter(desk), None))

    @property
    def optional_is_open(self):
        """What may be passed over is shown when something stands in it."""
        return any(self.typed(name) for name in ("availability", "cannot_whole_day", "community", "consents"))


class MentorDeskForm(DeskForm):
    """The short form of a mentor: the card is checked by officers."""

    card_checked = None
    similar_seen = None


class NumberForm(forms.Form):
    nomor = forms.CharField(
        label="Nomor pendaftaran atau isian", max_length=30, help_text="Contoh: OK26-7K3M9Q-X, M-7K3M9Q-X."
    )
