"""Every answer that shows people leaves a row in the access log, whatever its view does."""

import json

from django.contrib.messages import get_messages

from okoce.accounts import access_log, people_read

_JSON = "application/json"
_TEXTS = ("text/", _JSON)


class AnswerLogMiddleware:
    """Write one row for the people who stand in an answer and whom no row of this request names yet.

    It stands inside the others, where pages are drawn and not yet compressed. Answers that are no text (papers,
    workbooks) are logged by the code that makes them: `access_log.record` and `record_many`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with people_read.reading() as reading:
            response = self.get_response(request)
            if reading.texts and not response.streaming and request.user.is_authenticated:
                self._log(request, response, reading)
        return response

    def process_view(self, request, view, arguments, keywords):
        people_read.current().page = request.resolver_match.view_name

    def _log(self, request, response, reading):
        if shown := reading.unlogged_in(_text_of(request, response), reader=request.user.pk):
            names_a_row = bool(request.resolver_match and request.resolver_match.kwargs)
            access_log.record_shown(request.user, shown, as_list=not names_a_row)


def _text_of(request, response):
    """What people read of an answer; of a redirect the messages that the next page will show."""
    if response.status_code in range(300, 400):
        return "\n".join(str(message) for message in getattr(get_messages(request), "_queued_messages", []))
    kind = response.get("Content-Type", "")
    if not kind.startswith(_TEXTS):
        return ""
    text = response.content.decode(response.charset, "replace")
    return json.dumps(json.loads(text), ensure_ascii=False) if kind.startswith(_JSON) else text  # \u2019 is read as ’
