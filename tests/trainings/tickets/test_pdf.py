"""The paper of a ticket: one tagged page with what the ticket says, and no NIK."""

import io

import pikepdf
import pytest

from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_seat, make_session
from tests.trainings.pressing import visit

pytestmark = pytest.mark.django_db


def figures(element):
    """The alternative texts of all figures below an element of the structure."""
    if isinstance(element, pikepdf.Array):
        return [text for each in element for text in figures(each)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [str(element.get("/Alt", ""))] if element.get("/S") == "/Figure" else []
    return own + (figures(element["/K"]) if "/K" in element else [])


def test_the_paper_is_one_tagged_page_whose_code_has_a_name(client):
    owner = make_user()
    seat = make_seat(make_session(title="Pola pikir", days=(5, 6, 7)), make_participant(user=owner, name="Melati Asri"))

    answer = visit(client, owner, "tickets-pdf", seat.pk)

    assert answer["Content-Disposition"] == f'attachment; filename="tiket-{seat.pk}.pdf"'
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert len(paper.pages) == 1
        assert str(paper.Root.Lang) == "id"
        assert "Kode QR tiket" in figures(paper.Root.StructTreeRoot["/K"])
    assert seat.participant.nik.encode() not in answer.content
