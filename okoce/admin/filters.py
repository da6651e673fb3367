"""Filters of the admin's lists, each one box of a form: its name in the address, its choices, and what is chosen."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import models

from okoce.regions import places
from okoce.regions.models import Region

NONE, SOME = "-", "ada"  # choices of a column that may be empty
MOST_ROWS = 100  # choices of a filter by another table: more are found by the search


class OneOfItsChoices:
    """Narrows by `chosen`: an empty one is none; one not among `choices_offered` is refused, as any wrong address."""

    def has_output(self):
        return len(self.choices_offered) > 1

    def queryset(self, request, queryset):
        if not self.chosen:
            return queryset
        if self.chosen not in dict(self.choices_offered):
            raise IncorrectLookupParameters(self.chosen)
        return self.narrowed(queryset)

    def narrowed(self, queryset):
        """Return the rows of what is chosen."""
        raise NotImplementedError


class Filter(OneOfItsChoices, admin.SimpleListFilter):
    """A filter of our own."""

    @property
    def chosen(self):
        return self.value() or ""

    @property
    def choices_offered(self):
        return self.lookup_choices


class RegionFilter(Filter):
    """By kecamatan, of those in the person's area; without choice it is not shown."""

    title = "kecamatan"
    parameter_name = "kecamatan"

    def __init__(self, request, params, model, model_admin):
        self.region_path = model_admin.region_path
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return places.kecamatan(model_admin.area_for(request, "view"))

    def narrowed(self, queryset):
        return queryset.filter(**{self.region_path: self.chosen})


class FieldFilter(OneOfItsChoices, admin.FieldListFilter):
    """By the values of one field, under its own name in the address."""

    def __init__(self, field, request, params, model, model_admin, field_path):
        super().__init__(field, request, params, model, model_admin, field_path)
        self.parameter_name, self.chosen = field_path, self.used_parameters.get(field_path, [""])[-1]
        self.choices_offered = list(_choices(field, request, model_admin))

    def expected_parameters(self):
        return [self.field_path]

    def narrowed(self, queryset):
        if self.chosen in (NONE, SOME):
            return queryset.filter(**{f"{self.field_path}__isnull": self.chosen == NONE})
        return queryset.filter(**{self.field_path: self.chosen})


def _choices(field, request, model_admin):
    """(value, word) of each; of other rows those that the person may see."""
    if isinstance(field, models.BooleanField):
        yield from [("1", "Ya"), ("0", "Tidak")]
    elif field.flatchoices:
        yield from field.flatchoices
    elif field.related_model is Region:
        yield from _regions(model_admin.area_for(request, "view"))
    elif field.is_relation:
        yield from ((str(row.pk), str(row)) for row in _rows(field.related_model, request.user))
    elif field.null:
        yield SOME, "Ada"
    if field.null or field.many_to_many:
        yield NONE, "Tidak ada"


def _regions(area):
    """Kota with their kecamatan, of an area."""
    if area.is_everywhere:
        yield from [(code, places.named(code)) for code in area.codes]
    for kota in places.kota():
        inside = [(part.code, part.name) for part in places.parts_of(kota.code) if part.code in area]
        if kota.code in area:
            yield kota.code, kota.name
        yield from inside


def _rows(model, user):
    """In their order; the newest where there are very many, and the search of the list finds the others."""
    rows = model._default_manager.all()
    seen = rows.visible_to(user) if hasattr(rows, "visible_to") else rows
    return rows.filter(pk__in=seen.order_by("-pk").values("pk")[:MOST_ROWS])
