"""Whom a mentor books for, and which session a mentee gets."""

from django import forms

from okoce.pk_parsing import row_number

CHOOSE_PEOPLE = "Centang dulu siapa yang dipesankan."
CHOOSE_SESSION = "Pilih dulu sesinya."


class MenteesForm(forms.Form):
    """Ticks of the list; `mentees` are the people one may book for."""

    def __init__(self, *args, mentees, **kwargs):
        super().__init__(*args, **kwargs)
        self.mentees = mentees

    @property
    def ticked(self):
        return {number for text in self.data.getlist("people") if (number := row_number(text))} if self.data else set()

    def clean(self):
        data = super().clean()
        data["people"] = list(self.mentees.filter(pk__in=self.ticked).order_by("name_key", "pk"))
        if not data["people"]:
            raise forms.ValidationError(CHOOSE_PEOPLE)
        return data


class SessionForm(forms.Form):
    """One of the sessions shown."""

    session = forms.ModelChoiceField(
        None, error_messages={"required": CHOOSE_SESSION, "invalid_choice": CHOOSE_SESSION}
    )

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions
