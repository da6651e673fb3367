"""Venues, trainers and trainings in the admin: staff see those of their area."""

from django.contrib import admin
from django.forms import ModelMultipleChoiceField

from okoce.admin.filters import Filter
from okoce.admin.history import ShowsHistory
from okoce.admin.related_links import WithoutRelatedLinks
from okoce.admin.scope import VisibleToMixin
from okoce.formats import angka
from okoce.programme import memory
from okoce.regions import places
from participants.cleaning import availability, phones
from trainings.planning.forms.venues import TrainerForm, TrainingForm, VenueForm
from trainings.sessions.models import Trainer, Training, TrainingTarget, Venue


class KecamatanOfVenueFilter(Filter):
    title = "kecamatan"
    parameter_name = "kecamatan"

    def lookups(self, request, model_admin):
        return places.kecamatan(model_admin.area_for(request, "view"))

    def narrowed(self, queryset):
        return queryset.filter(kelurahan__code__startswith=f"{self.chosen}.")


@admin.register(Venue)
class VenueAdmin(WithoutRelatedLinks, ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    region_path = "kelurahan"
    history_words = {"opening": availability.in_words}
    form = VenueForm
    list_display = ["name", "kecamatan_shown", "kelurahan", "capacity_shown", "address", "is_active"]
    list_filter = [KecamatanOfVenueFilter, "is_active"]
    list_needs = ["capacity", "kelurahan"]
    search_fields = ["name_key", "name", "address"]
    search_help_text = "Cari nama atau alamat"
    ordering = ["kelurahan", "name_key", "id"]

    @admin.display(description="kecamatan", ordering="kelurahan")
    def kecamatan_shown(self, venue):
        return places.named(venue.kecamatan_code)

    @admin.display(description="daya tampung", ordering="capacity")
    def capacity_shown(self, venue):
        return f"{angka(venue.capacity)} orang"


@admin.register(Trainer)
class TrainerAdmin(WithoutRelatedLinks, ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    region_path = "agency__region"
    history_words = {"availability": availability.in_words}
    form = TrainerForm
    list_display = ["name", "phone_shown", "agency", "is_active"]
    list_filter = ["agency", "modules", "is_active"]
    list_needs = ["phone", "agency__name"]
    search_fields = ["name_key"]
    search_help_text = "Cari nama"
    ordering = ["name_key", "id"]

    @admin.display(description="nomor HP")
    def phone_shown(self, trainer):
        return phones.shown(trainer.phone)


@admin.register(Training)
class TrainingAdmin(WithoutRelatedLinks, ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    region_path = "agency__region"
    form = TrainingForm
    list_display = ["title", "kind", "commodity", "agency", "programme_year", "seats_shown"]
    list_filter = ["kind", "commodity", "agency", "programme_year"]
    list_needs = ["seats", "agency__name", "commodity__name", "programme_year__name", "programme_year__year"]
    search_fields = ["title"]
    search_help_text = "Cari judul"

    @admin.display(description="kursi tiap sesi", ordering="seats")
    def seats_shown(self, training):
        return angka(training.seats)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """A kecamatan is chosen by its code."""
        if db_field.name == "kecamatan":
            kwargs["form_class"] = ModelMultipleChoiceField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        return {"programme_year": memory.current_year(), **super().get_changeform_initial_data(request)}


@admin.register(TrainingTarget)
class TrainingTargetAdmin(WithoutRelatedLinks, ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    """Targets of agencies for their own trainings; those of the programme are in Target."""

    region_path = "agency__region"
    fields = ["programme_year", "agency", "commodity", "kecamatan", "counts", "amount"]
    list_display = ["agency", "commodity", "kecamatan", "amount_shown", "programme_year"]
    list_filter = ["programme_year", "agency", "commodity", "counts"]
    list_needs = [
        "amount",
        "counts",
        "agency__name",
        "commodity__name",
        "programme_year__name",
        "programme_year__year",
    ]

    def save_model(self, request, obj, form, change):
        """A target that is changed here stands on no decision any more."""
        if "amount" in form.changed_data:
            obj.decree = None
        super().save_model(request, obj, form, change)

    @admin.display(description="target", ordering="amount")
    def amount_shown(self, target):
        return f"{angka(target.amount)} {target.get_counts_display()}"
