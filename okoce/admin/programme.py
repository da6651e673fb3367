"""The programme in the admin: years with stages, measures and modules, targets, reference lists."""

from django import forms
from django.contrib import admin

from okoce.admin.filters import RegionFilter
from okoce.admin.history import ShowsHistory
from okoce.admin.scope import NotThere, ReadOnly, RightsOfParent, VisibleToMixin
from okoce.fields.columns import of_column
from okoce.fields.numbers import YearField
from okoce.formats import angka
from okoce.programme.licence_kinds import LicenceKind
from okoce.programme.models import (
    LIMITS,
    MEASURES,
    Agency,
    BusinessClass,
    Commodity,
    Community,
    KecamatanOffice,
    Module,
    ProgrammeStage,
    ProgrammeYear,
    RegistrationPoint,
    Target,
    YearModule,
)

RULES = ["order", *MEASURES, *(f"counts_{kind.value}" for kind in LicenceKind)]


class StageInline(RightsOfParent, admin.StackedInline):
    model = ProgrammeStage
    fields = ["position", "stage", "name", "summary"]
    extra = 0
    max_num = 7


class YearModuleForm(forms.ModelForm):
    """A module that is added where the rules stand already is not required: that changes by a proposal."""

    def save(self, commit=True):
        if "is_required" not in self.fields and self.instance._state.adding:
            self.instance.is_required = False
        return super().save(commit)


class YearModuleInline(RightsOfParent, admin.StackedInline):
    model = YearModule
    form = YearModuleForm
    extra = 0

    def get_readonly_fields(self, request, obj=None):
        return ["is_required"] if obj and obj.has_people else []

    def has_delete_permission(self, request, obj=None):
        return not (obj and obj.has_people) and super().has_delete_permission(request, obj)


class YearForm(forms.ModelForm):
    class Meta:
        model = ProgrammeYear
        fields = ["year", "name", "starts_on", "ends_on", "order", "minimum_age"]
        field_classes = {"year": YearField}
        formfield_callback = of_column


@admin.register(ProgrammeYear)
class ProgrammeYearAdmin(ShowsHistory, NotThere, admin.ModelAdmin):
    """Rules that judge people already change on /program/aturan/: with their effect, by two persons."""

    form = YearForm
    history_of = [ProgrammeStage, YearModule]
    list_display = ["name", "year", "order", "starts_on", "ends_on"]
    inlines = [StageInline, YearModuleInline]
    fieldsets = [
        (None, {"fields": ["name", "year", "starts_on", "ends_on", "order", "minimum_age"]}),
        ("Ukuran Pelatihan", {"fields": ["attendance_percent"]}),
        ("Ukuran Pendampingan", {"fields": ["notes", "days_apart", "finished_follow_up"]}),
        ("Isi catatan pendampingan", {"fields": ["participants_read_notes", "notes_may_be_shared"]}),
        ("Ukuran Perizinan", {"fields": ["counts_nib", "counts_pirt", "counts_halal", "counts_merek"]}),
        ("Ukuran Pelaporan Keuangan", {"fields": ["statements", "months"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        return RULES if obj and obj.has_people else []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if limits := LIMITS.get(db_field.name):
            kwargs |= dict(zip(("min_value", "max_value"), limits, strict=True))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Target)
class TargetAdmin(ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    region_path = "kecamatan"
    list_display = ["kecamatan", "stage", "agency", "programme_year", "people_shown"]
    list_filter = [RegionFilter, "programme_year", "stage", "agency"]
    list_needs = ["people", "agency__name", "programme_year__name", "programme_year__year"]

    def save_model(self, request, obj, form, change):
        """A target that is changed here stands on no decision any more."""
        if "people" in form.changed_data:
            obj.decree = None
        super().save_model(request, obj, form, change)

    @admin.display(description="target (orang)", ordering="people")
    def people_shown(self, target):
        return angka(target.people)


@admin.register(Community)
class CommunityAdmin(VisibleToMixin, admin.ModelAdmin):
    region_path = "region"
    list_display = ["name", "region", "is_active"]
    list_filter = ["is_active", "region"]
    search_fields = ["name"]
    search_help_text = "Cari nama komunitas"


@admin.register(KecamatanOffice)
class KecamatanOfficeAdmin(ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    """Sudin keeps the numbers of the offices of its kota. Each kecamatan has its row; none is added or deleted."""

    region_path = "kecamatan"
    fields = ["kecamatan", "phone", "address"]
    readonly_fields = ["kecamatan"]
    list_display = ["kecamatan", "phone", "address"]
    list_filter = [RegionFilter]


@admin.register(Agency, Commodity)
class NamedAdmin(NotThere, admin.ModelAdmin):
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    search_help_text = "Cari nama atau kode"


@admin.register(Module)
class ModuleAdmin(NotThere, admin.ModelAdmin):
    list_display = ["code", "name", "summary"]
    search_fields = ["code", "name"]
    search_help_text = "Cari kode atau nama modul"


@admin.register(RegistrationPoint)
class RegistrationPointAdmin(NotThere, admin.ModelAdmin):
    list_display = ["name", "code", "position"]


@admin.register(BusinessClass)
class BusinessClassAdmin(ReadOnly, NotThere, admin.ModelAdmin):
    list_display = ["code", "title", "commodity", "is_usual", "example"]
    list_filter = ["is_usual", "commodity"]
    list_needs = ["commodity__name"]
    search_fields = ["code", "title", "example"]
    search_help_text = "Cari kode, judul, atau contoh usaha"
