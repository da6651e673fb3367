"""The admin's list of people as a spreadsheet, by the mixin of django-import-export."""

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from import_export.admin import ExportMixin
from import_export.formats import base_formats

from okoce import refusals
from participants.exports import actions as exports
from participants.exports import files
from participants.exports.columns import PersonResource
from participants.exports.forms import AdminExportForm

MOST_TICKED = 200  # their numbers stand in the address of the page that asks for the reason


class ExportsPeople(ExportMixin):
    """For the admin of participants: the rows of its list as it is filtered, or those that are ticked.

    Who may is `people.export_participant` (settings.IMPORT_EXPORT_EXPORT_PERMISSION_CODE); whose rows, the resource
    decides.
    """

    resource_classes = [PersonResource]
    export_formats = [base_formats.XLSX, base_formats.CSV]
    export_form_class = AdminExportForm
    export_template_name = "admin/people/participant/export.html"
    import_export_change_list_template = "admin/people/participant/change_list.html"
    actions = ["export_ticked"]

    def get_export_resource_kwargs(self, request, **kwargs):
        return {"by": request.user}

    def get_export_filename(self, request, queryset, file_format):
        return f"{exports.file_name()}.{file_format.get_extension()}"

    def get_export_data(self, file_format, request, queryset, **kwargs):
        try:
            return super().get_export_data(file_format, request, queryset, **kwargs)
        except ValidationError as refused:
            raise ValueError(refusals.in_words(refused)) from refused  # which the mixin shows on the page of the form

    def _do_file_export(self, file_format, request, queryset, export_form=None):
        """More rows than a request writes become a file of a job, as from the officers' page."""
        if not exports.is_large(queryset):
            return super()._do_file_export(file_format, request, queryset, export_form=export_form)
        with refusals.as_message(request):
            file = files.start(queryset, by=request.user, **export_form.taken)
            return redirect("participants:exports-file", pk=file.pk)
        return redirect(request.get_full_path())

    def export_action(self, request):
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:  # the list itself answers an address that filters by nonsense so
            return redirect("admin:people_participant_changelist")

    @admin.action(description="Unduh sebagai berkas", permissions=["export"])
    def export_ticked(self, request, queryset):
        ticked = list(queryset.values_list("pk", flat=True)[: MOST_TICKED + 1])
        if len(ticked) > MOST_TICKED:
            messages.error(request, f"Lebih dari {MOST_TICKED} baris; saring daftar ini, lalu tekan Unduh data.")
            return None
        return redirect(f"{reverse('admin:people_participant_export')}?pk__in={','.join(map(str, ticked))}")
