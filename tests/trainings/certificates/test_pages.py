"""The pages of certificates: issued, downloaded and revoked by the hosts, and one's own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.clock import now
from okoce.jobs.models import Job
from tests.factories.access_logs import rows_about
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK
from tests.factories.sessions import make_session
from tests.trainings.coming import come, make_person
from trainings.attendance.actions import attendance
from trainings.certificates import documents
from trainings.certificates.actions import bundles, certificates
from trainings.certificates.models import Bundle, Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch):
    """Papers are counted and not drawn: drawing is the subject of test_documents."""
    monkeypatch.setattr(documents.pdf, "render", lambda template, context: b"%%PDF %d" % len(context["papers"]))


def url(name, *args):
    return reverse(f"trainings:certificates-{name}", args=args)


def issued(*people, **fields):
    """A session that these people came to, with its certificates."""
    seats = come(*people, ago=2, modules=("M1",), **fields)
    certificates.issue_for_session(seats[0].session, by=make_user("officer"))
    return seats[0].session


def opened(user, person):
    return [row.act for row in rows_about(person, actor=user)]


def test_the_host_issues_with_one_press_and_reads_what_was_done(signed_in):
    person = make_person(name="Siti Kenanga")
    [seat] = come(person, ago=2)
    client = signed_in("officer")

    page = client.post(url("issue", seat.session_id), follow=True)
    again = client.post(url("issue", seat.session_id), follow=True)

    assert "2 lembar diterbitkan untuk 1 orang." in page.text
    assert page.text.count("Siti Kenanga") == 2
    assert "Tidak ada yang baru diterbitkan" in again.text
    assert list(opened(client.user, person)) == ["change", "list", "list"]


def test_the_list_says_whose_card_was_not_seen_and_what_lost_its_basis(signed_in):
    person = make_person()
    session = issued(person, make_participant())
    attendance.void(session.seats.get(participant=person).attendances.get(), by=make_user("officer"), reason="Salah")

    page = signed_in("officer").get(url("list", session.pk))

    assert "KTP 1 orang belum diperiksa" in page.text
    assert "dasarnya berubah" in page.text


def test_a_session_that_is_to_come_offers_no_issuing(signed_in):
    session = make_session()

    page = signed_in("officer").get(url("list", session.pk))

    assert "setelah sesi selesai" in page.text
    assert url("issue", session.pk) not in page.text


def test_few_papers_come_at_once_and_each_person_reads_that(signed_in, drawn):
    person = make_person()
    session = issued(person, make_person())
    client = signed_in("officer")

    file = client.post(url("download-all", session.pk))

    assert (file["Content-Type"], file.content) == ("application/pdf", b"%PDF 2")
    assert file["Content-Disposition"] == f'attachment; filename="sertifikat-sesi-{session.pk}.pdf"'
    assert list(opened(client.user, person)) == ["export"]


def test_more_are_drawn_by_a_job_whose_page_leads_to_the_file(signed_in, drawn, monkeypatch):
    monkeypatch.setattr(bundles, "DRAWN_AT_ONCE", 1)
    person = make_person()
    session = issued(person, make_person())
    client = signed_in("officer")

    wait = client.post(url("download-all", session.pk), follow=True)
    bundle = Bundle.objects.get()
    bundles.draw(bundle.pk)()
    ready = client.get(url("progress", bundle.pk))
    file = client.get(url("bundle-file", bundle.pk))

    assert "Berkas sedang dibuat" in wait.text
    assert url("bundle-file", bundle.pk) in ready.text
    assert file.content == b"%PDF 2"
    assert list(opened(client.user, person)) == ["export"]


def test_a_page_whose_job_found_nothing_to_draw_does_not_wait_for_ever(signed_in, drawn):
    session = issued(make_person())
    [paper] = papers = documents.in_order(session.certificates)
    bundle = bundles.start(session, papers, by=make_user("officer"))
    certificates.revoke(paper, by=make_user("officer"), reason="Salah orang")
    assert bundles.draw(bundle.pk) is None
    Job.objects.update(state=Job.State.DONE, finished_at=now())

    page = signed_in("officer").get(url("progress", bundle.pk)).text

    assert "Berkas gagal dibuat" in page
    assert "hx-get" not in page


def test_a_file_with_a_revoked_paper_is_not_handed_out(signed_in, drawn):
    session = issued(make_person(), make_person())
    papers = documents.in_order(session.certificates)
    bundle = bundles.start(session, papers, by=make_user("officer"))
    bundles.draw(bundle.pk)()
    certificates.revoke(papers[0], by=make_user("officer"), reason="Salah orang")

    page = signed_in("officer").get(url("bundle-file", bundle.pk), follow=True)

    assert "berubah sejak berkas dibuat" in page.text


def test_a_session_without_papers_has_no_file(signed_in):
    page = signed_in("officer").post(url("download-all", make_session(days=(-2,)).pk), follow=True)

    assert "Belum ada sertifikat yang berlaku" in page.text


def test_what_lost_its_basis_is_on_the_hosts_list_until_revoked(signed_in):
    person = make_person(name="Siti Kenanga")
    session = issued(person)
    certificate = session.certificates.get()
    client = signed_in("officer")
    before = client.get(url("changed"))
    attendance.void(session.seats.get().attendances.get(), by=make_user("officer"), reason="Salah orang")

    listed = client.get(url("changed"))
    done = client.post(url("revoke", certificate.pk), {"reason": "Tanda tangan orang lain"}, follow=True)

    assert ("Siti Kenanga" in before.text, "Siti Kenanga" in listed.text) == (False, True)
    assert f"{certificate.number} dicabut" in done.text
    assert "Tanda tangan orang lain" in done.text
    assert client.get(url("revoke", certificate.pk)).status_code == 404
    assert "Siti Kenanga" not in signed_in("officer", region=KEBON_JERUK).get(url("changed")).text


def test_an_owner_asks_downloads_and_reads_why_it_was_revoked(signed_in, drawn):
    person = make_person(user=make_user())
    come(person, ago=2, modules=("M1",))
    client, own = signed_in(person.user), url("own", person.registration_number)
    assert url("ask", person.registration_number) in client.get(own).text

    page = client.post(url("ask", person.registration_number), follow=True)

    [certificate] = Certificate.objects.all()
    assert "1 lembar terbit" in page.text
    file = client.get(url("download", certificate.pk))
    name = certificate.number.replace("/", "-")
    assert (file.content, file["Content-Disposition"]) == (b"%PDF 1", f'attachment; filename="{name}.pdf"')
    certificates.revoke(certificate, by=make_user("officer"), reason="Ternyata orang lain")
    assert "Ternyata orang lain" in client.get(own).text
    assert client.get(url("download", certificate.pk)).status_code == 404


def test_nobody_reads_or_asks_for_others(signed_in):
    person = make_person(user=make_user())
    session = issued(person)
    client = signed_in(make_user())

    answers = [
        client.get(url("own", person.registration_number)),
        client.post(url("ask", person.registration_number)),
        client.get(url("download", session.certificates.get().pk)),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_the_journey_shows_papers_and_that_they_can_be_asked_for(signed_in):
    person = make_person(user=make_user())
    client = signed_in(person.user)
    before = client.get("/perjalanan/").text
    come(person, ago=2, modules=("M1",))
    open_now = client.get("/perjalanan/").text
    certificates.ask_for_own(person, by=person.user)

    after = client.get("/perjalanan/").text

    own = url("own", person.registration_number)
    assert [own in page for page in (before, open_now, after)] == [False, True, True]
    assert url("download", Certificate.objects.get().pk) in after


@pytest.mark.parametrize("page", ["list", "changed"])
def test_lists_take_as_many_statements_for_three_as_for_one(signed_in, page):
    client = signed_in("officer")

    def counted(people):
        session = issued(*(make_person() for _ in range(people)), hours=(8 + people, 12 + people))
        for seat in session.seats.all():
            attendance.void(seat.attendances.get(), by=make_user("officer"), reason="Salah orang")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(page, *([session.pk] if page == "list" else []))).status_code == 200
        return len(asked)

    assert counted(3) == counted(1)
