"""Forms that edit a shared record: they carry the version they were made from, and ask where two changed one field.

A form on a page is a `VersionedForm(row=…)`; its action gets the version along with the cleaned values and calls
`versions.changes`. In the admin every form is a `VersionedModelForm` (okoce/admin/versions.py), which locks
the row while it is judged, so that what is saved afterwards is what was compared.
"""

from datetime import date, datetime
from functools import cache

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import InlineForeignKeyField, ModelChoiceField
from django.template.loader import render_to_string

from okoce import versions
from okoce.formats import angka, tanggal, waktu
from okoce.versions import ASK, Changed, Version

EMPTY = "kosong"
DELETED = "Data ini sudah dihapus orang lain; kembali ke daftarnya."


class VersionWidget(forms.Widget):
    """Hidden, until there is something to ask: then one question for each field with two values."""

    template_name = "parts/changed_meanwhile.html"
    text, questions, changed_by = None, (), ""

    @property
    def is_hidden(self):
        return not self.questions

    def value_from_datadict(self, data, files, name):
        start = f"{name}-"
        answers = {key.removeprefix(start): data[key] for key in data if key.startswith(start)}
        return {"text": data.get(name, ""), "answers": answers}

    def render(self, name, value, attrs=None, renderer=None):
        text = self.text or (value["text"] if isinstance(value, dict) else value)
        context = {
            "name": name,
            "id": (attrs or {}).get("id", name),
            "text": text or "",
            "questions": self.questions,
            "changed_by": self.changed_by,
        }
        return render_to_string(self.template_name, context)


class VersionField(forms.Field):
    widget = VersionWidget

    def __init__(self, **kwargs):
        super().__init__(required=False, label="Berubah sejak halaman ini dibuka", **kwargs)

    def has_changed(self, initial, data):
        return False


class Versioned:
    """What both kinds of forms share. `row` is the record that is edited, None where a new one is made.

    `in_words`: {field: value → text} where a value is not shown as its field shows it.
    """

    in_words = {}
    row = None
    _version = None

    def _carry(self, row):
        self.row = row
        if row is not None:
            self.fields["version"].initial = lambda: Version.of(row, self.versioned).signed(row)

    @property
    def versioned(self):
        """Names of the fields of this form that are columns of the record."""
        columns = {column.name for column in [*self.row._meta.concrete_fields, *self.row._meta.many_to_many]}
        columns.discard(self.row._meta.pk.name)
        return [
            name
            for name, field in self.fields.items()
            if name in columns and not field.disabled and not isinstance(field, InlineForeignKeyField)
        ]

    def _clean_form(self):
        if self.row is not None:
            self._compare()
        super()._clean_form()

    def full_clean(self):
        super().full_clean()
        if self.errors:
            self._ask_again()

    def add_error(self, field, error):
        """A refusal of the action that two people changed a field becomes questions."""
        if isinstance(error, Changed):
            self.row.refresh_from_db()
            self._ask(error.names)
            return
        super().add_error(field, error)
        if self._version:
            self._ask_again()

    def _compare(self):
        brought = self.cleaned_data.get("version") or {"text": "", "answers": {}}
        self._version = self.cleaned_data["version"] = Version.read(brought["text"], self.row, brought["answers"])
        typed = {name: self.cleaned_data[name] for name in self.versioned if name in self.cleaned_data}
        try:
            self._merge(versions.changes(self.row, typed, self._version), typed)
        except Changed as changed:
            self._ask(changed.names)

    def _merge(self, changes, typed):
        """On a page the action does it, with the row locked."""

    def _ask(self, names):
        self._version = self._version.after_asking(self.row, names)
        self._show_questions()
        self.add_error("version", ASK)

    def _ask_again(self):
        """What was asked and answered stays on a page that comes back for another reason."""
        if self._version and self._version.asked and not self.fields["version"].widget.questions:
            self._show_questions()

    def _show_questions(self):
        widget = self.fields["version"].widget
        widget.text = self._version.signed(self.row)
        widget.questions = [self._question(name) for name in self.versioned if name in self._version.asked]
        widget.changed_by = _changed_by(self.row)

    def _question(self, name):
        field = self.fields[name]
        typed = self.cleaned_data.get(name, self.data.get(self.add_prefix(name), ""))
        stored = getattr(self.row, name)
        return {
            "name": name,
            "label": field.label,
            "stored": self._words(name, stored.all() if hasattr(stored, "all") else stored),
            "typed": self._words(name, typed),
            "answer": self._version.answers.get(name, ""),
        }

    def _words(self, name, value):
        say = self.in_words.get(name)
        return say(value) if say and value not in (None, "") else in_words(self.fields[name], value)


class VersionedForm(Versioned, forms.Form):
    version = VersionField()

    def __init__(self, *args, row=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._carry(row)
        if row is None:
            del self.fields["version"]


class VersionedModelForm(Versioned, forms.ModelForm):
    """Locks and reads its row again before it judges, and writes nothing back that was not touched here."""

    version = VersionField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._carry(self.instance if self.instance.pk else None)

    def lock_first(self):
        """Lock what other acts lock before this row."""

    def _compare(self):
        try:
            self.lock_first()
            self.instance.refresh_from_db(
                from_queryset=type(self.instance)._base_manager.select_for_update(of=("self",), no_key=True)
            )
        except ObjectDoesNotExist:
            raise ValidationError(DELETED) from None
        super()._compare()

    def _clean_form(self):
        try:
            super()._clean_form()
        except ValidationError as refused:
            self.add_error(None, refused)

    def _merge(self, changes, typed):
        for name in typed.keys() - changes.keys():
            stored = getattr(self.instance, name)
            self.cleaned_data[name] = stored.all() if hasattr(stored, "all") else stored
        self.__dict__["changed_data"] = [n for n in self.changed_data if n not in typed or n in changes]


@cache
def versioned(form):
    """This form class as one that carries a version."""
    if issubclass(form, Versioned):
        return form
    return type(form)(form.__name__, (VersionedModelForm, form), {"__module__": form.__module__})


def in_words(field, value):
    """A value as people read it, by the field it was typed into."""
    if isinstance(value, QuerySet | list | tuple | set):
        return ", ".join(in_words(field, each) for each in value) or EMPTY
    if isinstance(value, Model):
        return field.label_from_instance(value) if isinstance(field, ModelChoiceField) else str(value)
    if hasattr(field, "choices") and not isinstance(field, ModelChoiceField):
        labels = {str(key): label for key, label in _flat(field.choices)}
        return str(labels.get(str(value), value)) or EMPTY
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if value in (None, ""):
        return EMPTY
    if hasattr(field, "shown") and not isinstance(value, str):
        return field.shown(value)
    if isinstance(value, datetime):
        return waktu(value)
    if isinstance(value, date):
        return tanggal(value)
    return angka(value) if isinstance(value, int) else str(value)


def _flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _changed_by(row):
    """Who changed a record last, and when; nothing where no history is kept."""
    if not hasattr(row, "history"):
        return ""
    last = row.history.select_related("history_user").order_by("-history_id").first()
    if last is None or last.history_user is None:
        return ""
    return f"Perubahan terakhir oleh {last.history_user.name}, {waktu(last.history_date)}."
