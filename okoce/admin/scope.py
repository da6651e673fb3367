"""Admin pages that show and change only what somebody may.

Which rows: `visible_to(user)` of the model. Which acts: the table of roles, and for a row that lies somewhere the area
in which a role grants the act. `region_path` leads from the model to its region ("kecamatan", "session__kecamatan");
None says that the model lies nowhere.
"""

from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.forms import Media, ModelMultipleChoiceField, ValidationError
from django.http import Http404

from okoce.accounts.areas import Area
from okoce.admin.lists import CountsNothing, ListsByName
from okoce.admin.versions import VersionedAdmin
from okoce.fields.columns import OF_COLUMNS
from okoce.fields.read_back import read_back
from okoce.pk_parsing import row_number
from okoce.regions.models import Region

OUTSIDE = "Wilayah ini di luar wilayah tugas Anda; pilih wilayah yang Anda tangani."


class ReadsAsTyped:
    """For every ModelAdmin and inline: money, counts, days and moments are read by okoce/fields/."""

    formfield_overrides = OF_COLUMNS


class NotThere(CountsNothing, VersionedAdmin, ReadsAsTyped):
    """For every ModelAdmin: a page of a row that is not there, or not theirs, is a 404 and never a redirect."""

    view_on_site = False

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404


class ReadOnly:
    """Rows that nobody writes by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class RightsOfParent(ReadsAsTyped):
    """An inline that is seen and changed together with its parent, without rows of its own in the table of roles."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(permission(self.parent_model._meta, "view"))

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm(permission(self.parent_model._meta, "change"))

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class SearchBox(AutocompleteSelect):
    """The admin's box to search in, with its label for those who hear the page."""

    @property
    def media(self):
        return super().media + Media(js=["js/search-box.js"])


class RowsField(ModelMultipleChoiceField):
    """Several rows of a model by their numbers. A number that no row can have is a wrong choice, not an error."""

    def clean(self, value):
        for number in value or []:
            if row_number(str(number)) is None:
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": number})
        return super().clean(value)


class ScopedChoices:
    """Choices of foreign keys: only what the person may see, and only regions where they may write."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs = self._choices(db_field, request) | kwargs
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchBox(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs = {"form_class": RowsField} | self._choices(db_field, request) | kwargs
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def area_for(self, request, *acts):
        """Where the person may do one of these acts with this model."""
        return Area.union(request.user.areas_for(permission(self.opts, act)) for act in acts)

    def _choices(self, db_field, request):
        remote = db_field.remote_field.model
        if remote is Region:
            regions = Region.objects.inside(self.area_for(request, "add", "change"))
            return {
                "queryset": regions.filter(level=db_field.name) if db_field.name in Region.Level.values else regions
            }
        if hasattr(remote._default_manager, "visible_to"):
            return {"queryset": remote._default_manager.visible_to(request.user)}
        return {}


class VisibleToInline(ReadsAsTyped, ScopedChoices):
    """For inlines: their rows belong to a parent that is scoped itself."""

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.visible_to(request.user) if hasattr(queryset, "visible_to") else queryset


class VisibleToMixin(ListsByName, NotThere, ScopedChoices):
    """For every ModelAdmin of rows that not all staff may see."""

    region_path = None

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._is_inside(request, obj, "change")

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._is_inside(request, obj, "delete")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not self.region_path:
            return form
        area = self.area_for(request, "change" if change else "add")
        return type(form.__name__, (_WithinArea, form), {"area": area, "region_path": self.region_path})

    def save_model(self, request, obj, form, change):
        """The last gate, also for lists edited in place: the row as it was and as it will be lie in the area."""
        act = "change" if change else "add"
        before = self.model._base_manager.filter(pk=obj.pk).first() if change else None
        if not (self._is_inside(request, before, act) and self._is_inside(request, obj, act)):
            raise PermissionDenied(OUTSIDE)
        super().save_model(request, obj, form, change)
        if understood := read_back(form):
            messages.info(request, f"Terbaca: {understood}")

    def lookup_allowed(self, lookup, value, request):
        """Addresses may filter by what the list offers; otherwise they could feel their way to a telephone number."""
        names = {_filtered_by(entry) for entry in self.get_list_filter(request)}
        names |= {self.date_hierarchy, self.opts.pk.name, "pk"}
        return any(lookup == name or lookup.startswith(f"{name}__") for name in names if name)

    def _is_inside(self, request, obj, act):
        if obj is None or not self.region_path:
            return True
        return _covers(self.area_for(request, act), region_code(obj, self.region_path))


class _WithinArea:
    """Says in words what save_model would refuse."""

    def clean(self):
        super().clean()
        field, _, rest = self.region_path.partition("__")
        if field not in self.fields or field in self.errors:
            return
        chosen = self.cleaned_data.get(field)
        code = region_code(chosen, rest) if chosen and rest else chosen and chosen.pk
        if not _covers(self.area, code):
            raise ValidationError({field: OUTSIDE})


def permission(opts, act):
    return f"{opts.app_label}.{get_permission_codename(act, opts)}"


def region_code(obj, path):
    """The code of the region at the end of the path; None for a row of all Jakarta."""
    *steps, last = path.split("__")
    for step in steps:
        obj = getattr(obj, step)
    return getattr(obj, f"{last}_id")


def _filtered_by(entry):
    """What an entry of `list_filter` is called in the address: a field, or the parameter of a filter of our own."""
    if isinstance(entry, str):
        return entry
    return entry[0] if isinstance(entry, tuple) else entry.parameter_name


def _covers(area, code):
    return code in area if code else area.is_everywhere
