"""Papers as PDF: every word of the row, none of the person's secrets, the same bytes each time."""

import io

import pikepdf
import pytest

from okoce.jobs.models import Job
from tests.factories.people import make_user
from tests.trainings.coming import come, make_person
from trainings.certificates import documents, tasks
from trainings.certificates.actions import bundles, certificates
from trainings.certificates.models import Bundle

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    seats = come(make_person(name="Siti Kenanga"), make_person(name="Budi"), ago=2)
    certificates.issue_for_session(seats[0].session, by=make_user("officer"))
    return seats[0].session


def test_a_session_is_one_file_with_a_page_each_drawn_twice_alike(session):
    papers = documents.in_order(session.certificates)

    first, again = documents.of_session(papers, session), documents.of_session(papers, session)

    assert first == again
    pages = [page.mediabox for page in pikepdf.open(io.BytesIO(first)).pages]
    wide = [float(box[2]) > float(box[3]) for box in pages]
    assert wide == [True, True, False, False]


def test_what_is_printed_is_no_secret(session, monkeypatch):
    drawn = []
    monkeypatch.setattr(documents.pdf, "render", lambda template, context: drawn.append((template, context)))
    certificate = session.certificates.filter(name="Siti Kenanga", kind="session").get()

    documents.of_one(certificate)

    words = documents.pdf.render_to_string(*drawn[0])
    shown = ("Siti Kenanga", certificate.number, certificate.code, "Dasar wirausaha", "Grogol Petamburan")
    assert [each for each in shown if each not in words] == []
    person = certificate.participant
    assert [each for each in (person.nik, person.nik_masked, person.phone, "1990") if each in words] == []


def test_a_job_draws_the_file_once_and_what_changed_meanwhile_is_in_it(session, monkeypatch):
    monkeypatch.setattr(documents.pdf, "render", lambda template, context: str(len(context["papers"])).encode())
    papers = documents.in_order(session.certificates)
    bundle = bundles.start(session, papers, by=make_user("officer"))
    assert bundles.start(session, papers, by=make_user("officer")) == bundle
    certificates.revoke(papers[0], by=make_user("officer"), reason="Salah orang")

    for _ in range(2):
        if finish := tasks.draw(bundle.job, bundle=bundle.pk):
            finish()

    bundle.refresh_from_db()
    assert (bytes(bundle.content), bundle.papers) == (b"3", 3)
    assert bundle.fingerprint == documents.fingerprint(documents.in_order(session.certificates))
    assert Job.objects.filter(name="certificates.draw").count() == 1


def test_files_are_forgotten_after_a_week_and_not_before(session):
    papers = documents.in_order(session.certificates)
    old = bundles.start(session, papers, by=make_user("officer"))
    Bundle.objects.filter(pk=old.pk).update(requested_at=old.requested_at - bundles.KEPT_FOR)
    new = bundles.start(session, papers[:1], by=make_user("officer"))

    bundles.forget_old()

    assert list(Bundle.objects.values_list("pk", flat=True)) == [new.pk]
