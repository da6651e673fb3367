"""What an officer answers when number and record become one."""

from django import forms

YES, NO = "ya", "tidak"


class ShownForm(forms.Form):
    """Whether the person shows the number of the registration. Not asked of records that officers made."""

    use_required_attribute = False

    shown = forms.TypedChoiceField(
        label="Apakah orang ini menunjukkan nomor pendaftaran ini, di bukti atau di portal di HP-nya?",
        choices=[(YES, "Ya, nomornya sama"), (NO, "Tidak, nomornya tidak ditunjukkan")],
        coerce=lambda value: value == YES,
        widget=forms.RadioSelect,
        help_text="Bila tidak, akun, surel, dan persetujuan yang ditulis di formulir daring itu dilepas dari data ini. "
        "Sesudahnya beri kode akun kepada orangnya.",
        error_messages={"required": "Jawab dulu: minta orangnya menunjukkan nomornya, lalu pilih ya atau tidak."},
    )

    def __init__(self, *args, asks, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["shown"]


class TakeForm(forms.Form):
    """Which of the fields that were typed otherwise are taken over; none is an answer too."""

    taken = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, differences, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["taken"].choices = [(row.name, row.label) for row in differences if row.may_be_taken]
