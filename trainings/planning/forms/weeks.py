"""The grid of seven days by three parts, as the form field of a column that keeps it as one number."""

from django import forms

from participants.cleaning import availability

CHOOSE = "Pilih dari hari dan waktu yang ada."


class WeekInput(forms.CheckboxSelectMultiple):
    """Drawn as participants see it. `caption` says what the ticks mean."""

    template_name = "django/forms/widgets/week.html"

    def __init__(self, caption, attrs=None):
        super().__init__(attrs)
        self.caption = caption

    def get_context(self, name, value, attrs):
        context = forms.Widget.get_context(self, name, None, attrs)
        columns = [part.title() for part in availability.PARTS]
        context["widget"] |= {"columns": columns, "rows": availability.rows(value), "caption": self.caption}
        return context


class WeekField(forms.MultipleChoiceField):
    """Cleans to one number of 21 bits."""

    def __init__(self, *, caption, **kwargs):
        errors = {"invalid_choice": CHOOSE}
        kwargs = {"required": False, "widget": WeekInput(caption), "error_messages": errors} | kwargs
        super().__init__(choices=availability.CHOICES, **kwargs)

    def prepare_value(self, value):
        return availability.unpack(value) if isinstance(value, int) else value

    def clean(self, value):
        return availability.pack(super().clean(value))

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)
