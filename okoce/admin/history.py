"""The admin's page "Riwayat" of a row: what its fields were before, beside what was pressed here."""

from django.contrib.admin.utils import unquote

from okoce import history_display
from okoce.history_display import ShownHistory
from okoce.pk_parsing import row_number

SIZE = 20


class ShowsHistory:
    """Read and never turned back: an act of its own sets things right, with everything that follows from it.

    `history_of`: models whose rows belong to this one. `history_concealed`: of these fields only that they changed;
    `history_words`: {field: value → text}.
    """

    object_history_template = "admin/history.html"
    history_of = ()
    history_concealed = ()
    history_words = {}

    def history_view(self, request, object_id, extra_context=None):
        row, more = self.get_object(request, unquote(object_id)), {}
        if row:
            page = row_number(request.GET.get("perubahan")) or 1
            histories = self.shown_histories(request, row)
            events, has_more = history_display.events(*histories, first=(page - 1) * SIZE, count=SIZE)
            more = {
                "changes": events,
                "previous_url": f"?perubahan={page - 1}" if page > 1 else "",
                "next_url": f"?perubahan={page + 1}" if has_more else "",
            }
        return super().history_view(request, object_id, more | (extra_context or {}))

    def shown_histories(self, request, row):
        own = self.model.history.filter(**{self.opts.pk.name: row.pk}).visible_to(request.user)
        theirs = [
            model.history.filter(**{model.history.model.owner: row}).visible_to(request.user)
            for model in self.history_of
        ]
        return [
            ShownHistory(own, concealed=self.history_concealed, words=self.history_words),
            *(ShownHistory(copies, name=_name) for copies in theirs),
        ]


def _name(copy):
    return f"{copy.instance_type._meta.verbose_name} {copy.history_object}"
