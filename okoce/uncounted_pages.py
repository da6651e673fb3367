"""Pages of the admin's lists, which nobody counts."""

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator

from okoce.pk_parsing import LARGEST


class UncountedPaginator(Paginator):
    """Pages of a list of the admin: one row more is read than shown, instead of counting all of them."""

    def page(self, number):
        """Return the page with its rows read. Raises InvalidPage where there is none of this number."""
        try:
            first = (int(number) - 1) * self.per_page
        except ValueError:
            raise PageNotAnInteger(number) from None
        if not 0 <= first <= LARGEST:
            raise EmptyPage(number)
        rows = list(self.object_list[first : first + self.per_page + 1])
        if first and not rows:
            raise EmptyPage(number)
        return UncountedPage(rows[: self.per_page], int(number), self, has_more=len(rows) > self.per_page)


class UncountedPage(Page):
    def __init__(self, object_list, number, paginator, *, has_more):
        super().__init__(object_list, number, paginator)
        self.has_more = has_more

    def has_next(self):
        return self.has_more

    def start_index(self):
        return (self.number - 1) * self.paginator.per_page + 1

    def end_index(self):
        return (self.number - 1) * self.paginator.per_page + len(self.object_list)
