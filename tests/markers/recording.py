"""A browser whose every answer is kept, with who looked and what that person may read."""

from dataclasses import dataclass

from django.test import Client


@dataclass
class Answer:
    who: str
    may_read: frozenset  # of "nik", "phone": what may stand on a page of this person
    method: str
    path: str
    status: int
    headers: dict
    content: bytes

    @property
    def text(self):
        return self.content.decode(errors="replace") if "html" in self.headers.get("Content-Type", "") else ""


class RecordingClient(Client):
    """`answers` is shared by all clients of a journey."""

    def __init__(self, answers, who, user=None, may_read=()):
        super().__init__(raise_request_exception=False)
        self.answers, self.who, self.may_read = answers, who, frozenset(may_read)
        if user:
            self.force_login(user, backend="okoce.accounts.backends.PortalBackend")

    def request(self, **request):
        response = super().request(**request)
        content = response.getvalue() if response.streaming else response.content
        path = request.get("PATH_INFO", "/") + (f"?{request['QUERY_STRING']}" if request.get("QUERY_STRING") else "")
        self.answers.append(
            Answer(
                self.who,
                self.may_read,
                request["REQUEST_METHOD"],
                path,
                response.status_code,
                dict(response.headers),
                content,
            )
        )
        return response
