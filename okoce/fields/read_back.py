"""What a form understood, said on the page that follows."""

from okoce.fields.days import DayField
from okoce.fields.numbers import RupiahField


def read_back(form):
    """Return what a valid form understood, for the page that follows: "Penjualan: Rp 250.000 (dua ratus …)."

    Empty when it asked for no amount and no day.
    """
    asked = [(form[name].label, field, form.cleaned_data.get(name)) for name, field in form.fields.items()]
    parts = [
        f"{label}: {field.shown(value)}"
        for label, field, value in asked
        if isinstance(field, RupiahField | DayField) and value is not None
    ]
    return f"{'; '.join(parts)}." if parts else ""
