"""Lists of the admin: one page of rows, only the columns shown, nothing counted; names sorted and searched by key."""

import html
from functools import reduce
from operator import or_

from django.contrib.admin import ShowFacets
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import InvalidPage
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from okoce.admin.columns import columns_of
from okoce.admin.dates import date_links
from okoce.admin.filters import FieldFilter
from okoce.name_columns import NameKeyField, named
from okoce.uncounted_pages import UncountedPaginator

ROWS = 50


class AdminList(ChangeList):
    """What templates/admin/change_list.html shows. A column of names, or of people, is sorted by the key."""

    @cached_property
    def columns(self):
        return columns_of(self.model, self.model_admin, self.list_display, self.sortable_by)

    def get_ordering_field(self, field_name):
        column = super().get_ordering_field(field_name)
        if column == "name" and _has_key(self.lookup_opts):
            return "name_key"
        try:
            other = self.lookup_opts.get_field(column).related_model
        except (FieldDoesNotExist, TypeError):  # a column of the page's own, or an expression
            return column
        return f"{column}__name_key" if other and _has_key(other._meta) else column

    def get_results(self, request):
        """Read one page. `result_count` is the number of the last row shown: how many there are is not asked."""
        self.paginator = UncountedPaginator(self._shown(), self.list_per_page)
        try:
            self.page = self.paginator.page(self.page_num)
        except InvalidPage:
            raise IncorrectLookupParameters from None
        self.result_list, self.result_count = self.page.object_list, self.page.end_index()
        self.multi_page = self.page.has_other_pages()
        self.show_admin_actions = bool(self.result_list)
        self.full_result_count = self.show_full_result_count = self.can_show_all = None

    def _shown(self):
        """The rows with what the columns show and `list_needs` adds, and nothing else of them."""
        related = [column.related for column in self.columns if column.related]
        needs = [*(column.field for column in self.columns if column.field), *self.model_admin.list_needs]
        joined = {name.rpartition("__")[0] for name in self.model_admin.list_needs} - {""}
        whole = [name for name in related if name not in {path.partition("__")[0] for path in joined}]
        rows = self.queryset.select_related(None)
        if joined or whole:
            rows = rows.select_related(*joined, *whole)
        return rows.only(*needs) if needs else rows

    def get_query_string(self, new_params=None, remove=None):
        """Without what was left empty in the form of the filters."""
        for name in [name for name, values in self.filter_params.items() if values == [""]]:
            del self.filter_params[name]
        return super().get_query_string(new_params, remove)

    # --- For the template --------------------------------------------------------------------------------

    @cached_property
    def headings(self):
        """(column, address that sorts by it or None, "ascending", "descending" or "", address without this order)."""
        offset = 1 if "action_checkbox" in self.list_display else 0
        order = self.get_ordering_field_columns()
        return [self._heading(column, number + offset, order) for number, column in enumerate(self.columns)]

    def _heading(self, column, number, order):
        if not column.is_sortable:
            return column, None, "", None
        others = [_order(other, direction) for other, direction in order.items() if other != number]
        direction = order.get(number)
        turned = _order(number, "desc" if direction == "asc" else "asc")
        sorts = self.get_query_string({ORDER_VAR: ".".join([turned, *others])})
        can_be_dropped = direction and ORDER_VAR in self.params
        unsorted = self.get_query_string({ORDER_VAR: ".".join(others)}) if can_be_dropped else ""
        return column, sorts, f"{direction}ending" if direction else "", unsorted

    @property
    def rows(self):
        """Return the rows as HTML.

        Written here: as a loop of the template, 400 cells took 18,000 of the 43,000 calls of a list, and what stands
        around them 8,000 of the 38,100 of the list of jobs, which cost 0.65 of before with it (docs/benchmarks.md).
        """
        return self._drawn(has_ticks=False)

    @property
    def rows_to_tick(self):
        """Return the same with a box in front of each, by which actions choose it."""
        return self._drawn(has_ticks=True)

    def _drawn(self, *, has_ticks):
        others = [(_opening(column.heading), column.cell) for column in self.columns[1:]]
        drawn = []
        for row in self.result_list:
            name = _escaped(self.columns[0].cell(row))
            tick = _tick(row, name) if has_ticks else ""
            drawn.append(f"<tr>{tick}{self._first_cell(row, name)}{_cells(others, row)}</tr>")
        return mark_safe("\n".join(drawn))  # noqa: S308 all parts are escaped

    def _first_cell(self, row, name):
        """Link to the page of the row, which leads back to the list as it was filtered."""
        address = html.escape(f"{self._list_address}{quote(row.pk)}/change/{self._way_back}")
        return f'<th scope="row"><a href="{address}">{name}</a></th>'

    @cached_property
    def _list_address(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    @cached_property
    def _way_back(self):
        """What the page of a row keeps of the filters."""
        return f"?{self.preserved_filters}" if self.preserved_filters else ""

    @property
    def previous_url(self):
        return self.get_query_string({PAGE_VAR: self.page.number - 1}) if self.page.has_previous() else ""

    @property
    def next_url(self):
        return self.get_query_string({PAGE_VAR: self.page.number + 1}) if self.page.has_next() else ""

    @cached_property
    def dates(self):
        return date_links(self.date_hierarchy, self.params, self.get_query_string) if self.date_hierarchy else None

    @property
    def is_filtered(self):
        return any(spec.chosen for spec in self.filter_specs)

    @property
    def kept_by_search(self):
        """(name, value) of what a search keeps: filters, days, order."""
        return self._kept_but({SEARCH_VAR})

    @property
    def kept_by_filters(self):
        return self._kept_but({spec.parameter_name for spec in self.filter_specs})

    def _kept_but(self, names):
        return [(name, value) for name, value in self.params.items() if value and name not in names]


class CountsNothing:
    """For every ModelAdmin. `list_needs`: fields that methods in `list_display` read, also across relations."""

    list_needs = ()
    list_select_related = ()  # what is shown is read along by the list itself; an action reads what it needs
    list_per_page = ROWS
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = ShowFacets.NEVER

    def get_changelist(self, request, **kwargs):
        return AdminList

    def get_list_filter(self, request):
        """A field's name stands for a filter by its values; those of a relation are the rows the person may see."""
        entries = super().get_list_filter(request)
        return [(entry, FieldFilter) if isinstance(entry, str) else entry for entry in entries]


class ListsByName:
    """For a ModelAdmin whose rows are people or belong to them."""

    def get_search_results(self, request, queryset, search_term):
        """Every word is somewhere in the row: in a name by its key, elsewhere as typed."""
        for word in search_term.split():
            found = [_holds(column, word) for column in self.get_search_fields(request)]
            queryset = queryset.filter(reduce(or_, filter(None, found), Q(pk__in=[])))
        return queryset, False


def _opening(heading):
    return format_html('<td data-label="{}">', heading)


def _cells(columns, row):
    return "".join(f"{opening}{_escaped(cell(row))}</td>" for opening, cell in columns)


def _tick(row, name):
    named = f'value="{html.escape(str(row.pk))}" class="action-select" aria-label="Pilih {name}"'
    return f'<td class="action-checkbox"><input type="checkbox" name="_selected_action" {named}></td>'


def _escaped(text):
    """As `conditional_escape`; a plain text without the way through lazy texts, a tenth of a list."""
    return html.escape(text) if type(text) is str else conditional_escape(text)


def _order(number, direction):
    return f"-{number}" if direction == "desc" else str(number)


def _has_key(opts):
    return any(isinstance(field, NameKeyField) for field in opts.concrete_fields)


def _holds(column, word):
    return named(word, column) if column.endswith("name_key") else Q((f"{column}__icontains", word))
