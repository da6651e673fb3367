"""Texts about data in the admin: read in all their versions, and published anew after a preview."""

import hashlib

from django import forms
from django.contrib import admin
from django.shortcuts import redirect

from okoce import refusals
from okoce.admin.scope import NotThere
from okoce.clock import today
from okoce.fields.columns import of_column
from participants.consents import actions, wording
from participants.consents.models import PrivacyText
from participants.consents.texts import KINDS, NOTICE

HOW = (
    "Pemberitahuan: tiap bagian berjudul. Judul pada satu baris, isinya di baris berikutnya, lalu satu baris kosong. "
    "Persetujuan: satu alinea. Teks yang sudah terbit tidak dapat diubah atau dihapus."
)


class PublishForm(forms.ModelForm):
    """What is sent first is shown as people will read it; it is published once exactly that was seen."""

    class Meta:
        model = PrivacyText
        fields = ["kind", "text", "valid_from"]
        widgets = {"text": forms.Textarea(attrs={"rows": 16, "cols": 80})}
        help_texts = {"text": HOW}
        formfield_callback = of_column

    def clean(self):
        cleaned = super().clean()
        if {"kind", "text", "valid_from"} <= cleaned.keys():
            cleaned["text"] = wording.clean(cleaned["text"])
            with refusals.at_form(self):
                actions.refuse_text(cleaned["kind"], cleaned["text"], cleaned["valid_from"])
        return cleaned

    def is_valid(self):
        return super().is_valid() and not self.preview

    @property
    def preview(self):
        """The text as people will read it, where what is sent now was not seen yet; else None."""
        if not self.is_bound or self.errors or self.data.get("preview") == self.preview_key:
            return None
        return PrivacyText(**{name: self.cleaned_data[name] for name in self._meta.fields})

    @property
    def preview_key(self):
        """What the page of a preview sends back: a text that was changed since is shown again."""
        shown = "\n".join(str(self.cleaned_data[name]) for name in self._meta.fields)
        return hashlib.sha256(shown.encode()).hexdigest()


@admin.register(PrivacyText)
class PrivacyTextAdmin(NotThere, admin.ModelAdmin):
    """Nobody changes or deletes one: the database refuses it too."""

    form = PublishForm
    add_form_template = "admin/consents/privacytext/add_form.html"
    list_display = ["version", "kind", "valid_from", "published_at", "published_by"]
    list_filter = ["kind"]
    list_select_related = ["published_by"]
    readonly_fields = ["version_shown", "published_at", "published_by"]

    def get_fields(self, request, obj=None):
        return ["kind", "text", "valid_from", *(self.readonly_fields if obj else ())]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_changeform_initial_data(self, request):
        """The text that stands, to be changed: of the kind that the list is filtered by, else the notice."""
        asked = request.GET.get("kind")
        kind = asked if asked in dict(KINDS) else NOTICE
        newest = PrivacyText.objects.filter(kind=kind).first()
        return {"kind": kind, "text": newest.text if newest else "", "valid_from": today()}

    def add_view(self, request, form_url="", extra_context=None):
        with refusals.as_message(request):  # somebody else may publish one in this moment
            return super().add_view(request, form_url, extra_context)
        return redirect("admin:consents_privacytext_changelist")

    def save_model(self, request, obj, form, change):
        made = actions.publish(obj.kind, obj.text, valid_from=obj.valid_from, by=request.user)
        obj.pk, obj.version = made.pk, made.version

    @admin.display(description="versi")
    def version_shown(self, text):
        return text.version
