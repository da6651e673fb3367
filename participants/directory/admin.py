"""People in the admin: looked up and given a mentor. Contact data and identity are changed on the pages."""

from django.contrib import admin, messages
from django.shortcuts import redirect

from okoce import refusals
from okoce.admin.filters import Filter, RegionFilter
from okoce.admin.history import ShowsHistory
from okoce.admin.scope import ReadOnly, VisibleToInline, VisibleToMixin
from participants.cleaning import phones
from participants.directory import history_display
from participants.directory.actions import CHANGE
from participants.exports.admin import ExportsPeople
from participants.identity_checks.models import IdentityCheck
from participants.mentoring.actions import notes as mentoring
from participants.people.forms import SearchForm
from participants.people.models import Participant

CONTACT = ("phone", "email", "street", "rt", "rw")


class CheckedFilter(Filter):
    title = "pemeriksaan KTP"
    parameter_name = "ktp"

    def lookups(self, request, model_admin):
        return [("menunggu", "Menunggu verifikasi"), ("diperiksa", "Sudah diperiksa")]

    def narrowed(self, queryset):
        if self.chosen == "menunggu":
            return queryset.waiting_for_identity_check()
        return queryset.filter(identity_checks__voided_at=None, identity_checks__isnull=False)


class IdentityCheckInline(ReadOnly, VisibleToInline, admin.StackedInline):
    model = IdentityCheck
    fk_name = "participant"
    fields = ["checked_on", "place", "checked_by", "voided_at", "void_reason"]
    readonly_fields = ["voided_at", "void_reason"]


@admin.register(Participant)
class ParticipantAdmin(ExportsPeople, ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    region_path = "kecamatan"
    list_display = ["name", "registration_number", "kelurahan", "kecamatan", "phone_shown", "checked"]
    list_filter = [RegionFilter, CheckedFilter, "programme_year", "registration_point"]
    list_needs = ["phone", "is_checked"]
    search_fields = ["name_key"]
    search_help_text = "Cari nama, nomor pendaftaran, atau nomor HP. NIK dicari di halaman Peserta, bukan di sini."
    inlines = [IdentityCheckInline]
    fields = [
        "registration_number",
        "name",
        "nik_shown",
        "birth_on",
        "sex",
        "phone_shown",
        "address_shown",
        "kelurahan",
        "kecamatan",
        "programme_year",
        "registration_point",
        "registered_at",
        "mentor",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).supervised_by(request.user)

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name != "mentor"]

    def has_add_permission(self, request):
        """People come in through the form or the desk, never through here."""
        return False

    def get_search_results(self, request, queryset, search_term):
        """As on the officers' page, but a NIK is not looked for: what is typed here stands in the address."""
        form = SearchForm({"q": search_term})
        if not search_term or not form.is_valid():
            return queryset if not search_term else queryset.none(), False
        if sum(sign.isdigit() for sign in search_term) >= 16:
            messages.warning(request, "NIK tidak dicari di sini; pakai pencarian di halaman Peserta.")
            return queryset.none(), False
        return form.find(queryset), False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "mentor":
            kwargs["queryset"] = mentoring.mentors_for(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """An overseer says why first: at the page, whose door it is. Who opened is logged as of every answer."""
        return self._door(request, object_id) or super().change_view(request, object_id, form_url, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        return self._door(request, object_id) or super().history_view(request, object_id, extra_context)

    def _door(self, request, object_id):
        """The page that asks an overseer for a reason; None for who works with this person."""
        if not self.has_view_permission(request):
            return None
        person = self.get_object(request, object_id)
        asks = person and not person.allows(request.user, CHANGE)
        return redirect("participants:people-detail", pk=person.pk) if asks else None

    def save_model(self, request, obj, form, change):
        """The mentor is all that is changed here: by the same act as on the pages, with its history and messages."""
        with refusals.as_message(request):
            mentoring.assign(obj, obj.mentor, by=request.user)

    def shown_histories(self, request, row):
        """As masked as the page it belongs to."""
        copies = Participant.history.filter(id=row.pk).visible_to(request.user)
        return [history_display.of_data(copies, concealed=CONTACT)]

    @admin.display(description="NIK")
    def nik_shown(self, person):
        return person.nik_masked

    @admin.display(description="nomor HP")
    def phone_shown(self, person):
        return phones.masked(person.phone)

    @admin.display(description="alamat")
    def address_shown(self, person):
        return "Lihat di halaman Peserta"

    @admin.display(description="KTP diperiksa", boolean=True)
    def checked(self, person):
        return person.is_checked
