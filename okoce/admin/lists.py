"""Lists of the admin, sorted and searched by the key of a name wherever a row has one."""

from functools import reduce
from operator import or_

from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from okoce.name_columns import NameKeyField, named


class NamesInOrder(ChangeList):
    """A column of names, or of people, is sorted by the key: andi before Zulkifli."""

    def get_ordering_field(self, field_name):
        column = super().get_ordering_field(field_name)
        if column == "name" and _has_key(self.lookup_opts):
            return "name_key"
        try:
            other = self.lookup_opts.get_field(column).related_model
        except (FieldDoesNotExist, TypeError):  # a column of the page's own, or an expression
            return column
        return f"{column}__name_key" if other and _has_key(other._meta) else column


class ListsByName:
    """For a ModelAdmin whose rows are people or belong to them."""

    def get_changelist(self, request, **kwargs):
        return NamesInOrder

    def get_search_results(self, request, queryset, search_term):
        """Every word is somewhere in the row: in a name by its key, elsewhere as typed."""
        for word in search_term.split():
            found = [_holds(column, word) for column in self.get_search_fields(request)]
            queryset = queryset.filter(reduce(or_, filter(None, found), Q(pk__in=[])))
        return queryset, False


def _has_key(opts):
    return any(isinstance(field, NameKeyField) for field in opts.concrete_fields)


def _holds(column, word):
    return named(word, column) if column.endswith("name_key") else Q((f"{column}__icontains", word))
