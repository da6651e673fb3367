"""Every page of the sample year as each role, on a phone and on a desk: it opens, fits, obeys axe and the policy, and
on a phone of 360 px it is no taller and heavier than tests/phone.py allows, and no table is cut."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client, RequestFactory, modify_settings
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from okoce.accounts.models import User
from okoce.accounts.roles import Role
from okoce.clock import now
from okoce.notifications.sending import notify
from participants.people.models import Participant
from reports.papers.actions import documents, runs
from reports.papers.models import Report
from reports.snapshots.models import Period
from tests import pages, phone
from tests.bootstrap import LEFT_OUT
from tests.factories.imports import make_imports
from tests.factories.people import make_participant
from tests.factories.places import GROGOL
from tests.factories.venues import make_venue
from tests.journeys import steps
from tests.loaded import missing
from tests.test_left_out_words import CODE, refused_in
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [{"width": 1280, "height": 800}, {"width": 320, "height": 700}]
LONG = "pendamping.dengan.nama.yang.panjang.sekali@contoh.okoce.example"  # a line of 360 px holds 40 letters
JUDGED = set()  # pages of one build are judged by axe-core once
ROLES = [pages.VISITOR, pages.PARTICIPANT_ROLE, *Role.values]
# Answers that are not 200, by slug: a page that is not there, and a report that is not drawn yet.
MISSING = {"tidak-ada": 404, "laporan-belum-siap": 404}
ENGLISH = re.compile(
    r"\b(?:submit|search|save|delete|add|change|home|sign (?:in|out|up)|log ?(?:in|out)|password|required|username"
    r"|select|choose|remove|next|previous|close|cancel|error|welcome|settings|page|show|hide|view|today|yes|no results?"
    r"|please|invalid|field|user|users|date|time|name|action|actions|history|the|and|your|with|not"
    r"|none|null|undefined|true|false)\b",
    re.IGNORECASE,
)
# A word of both languages, or a name somebody else has given.
NOT_ENGLISH = re.compile(
    r"\bNo\. |https?://\S+|\S+@\S+|Portal OK OCE|One Kecamatan One Center\S* for \w+", re.IGNORECASE
)


@pytest.fixture
def _django_db_helper(portal, django_db_blocker):
    """In place of pytest-django's, which empties the database after each test: here the year stays."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker):
    """A sample year, its pages by role and a server; one for all tests here, since loading takes the longest."""
    late_in_the_year = time_machine.travel(
        dt.datetime(2026, 11, 27, 3, tzinfo=dt.UTC)
    )  # a sample of January has no draw
    host = modify_settings(ALLOWED_HOSTS={"append": "localhost"})
    with late_in_the_year, django_db_blocker.unblock(), host:
        call_command("load_reference", verbosity=0)
        call_command("load_sample", people=300, anywhere=True, verbosity=0)
        people = pages.users()
        _bring_to_life(people)
        _fill_lists(people)
        found = pages.pages()
        for role, more in _admin_pages(people).items():
            found[role] |= {slug: path for slug, path in more.items() if path not in found[role].values()}
        User.objects.filter(pk=people[Role.MENTOR].pk).update(email=LONG)
        sessions = {role: _session_key(user) for role, user in people.items()}
        server = LiveServer("localhost")
        yield server.url, found, sessions
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


def _bring_to_life(people):
    """What a sample does not have: a meeting going on now, a run half drawn, spreadsheets, a message."""
    official = people[Role.OFFICIAL]
    like = Session.objects.filter(kecamatan__parent="31.73").first()
    session = Session.objects.create(
        programme_year=like.programme_year,
        agency=like.agency,
        title="Hari ini",
        kecamatan_id="31.73.02",
        venue=make_venue("Aula kecamatan", "31.73.02"),
        state=Session.State.PUBLISHED,
        starts_at=now(),
        ends_at=now() + dt.timedelta(hours=2),
        booking_closes_at=now(),
    )
    session.modules.set(like.modules.all())
    Meeting.objects.create(session=session, starts_at=now(), ends_at=now() + dt.timedelta(hours=2))
    family = people[pages.PARTICIPANT_ROLE].participants.all()
    here = Participant.objects.filter(kecamatan="31.73.02").exclude(pk__in=family)
    for person in [*here.order_by("pk")[:3], make_participant(name="Menunggu Pemeriksaan")]:
        Seat.objects.create(session=session, participant=person, state=Seat.State.CONFIRMED)
    here.update(rt="009")  # the sample has no changes to tell
    make_imports(people[Role.OFFICER], region=GROGOL)
    make_imports(people[Role.STAFF])
    notify(people[pages.PARTICIPANT_ROLE], "uji", key="uji", subject="Pesan uji", body="Isi pesan.", url="/pelatihan/")
    run = runs.start(Period.objects.order_by("number").first(), by=official)
    report = Report.objects.get(run=run, region="31.73.02")
    report.document, report.ready_at = documents.document_of(report.snapshot), now()
    report.save()


def _fill_lists(people):
    """Thirty people who wait for their card, have a mentor and a seat today, and sixty messages."""
    session = Session.objects.get(title="Hari ini")
    for number in range(phone.ROWS):
        person = make_participant(name=f"Fitri Flamboyan Cempaka {number}", mentor=people[Role.MENTOR])
        Seat.objects.create(session=session, participant=person, state=Seat.State.CONFIRMED)
        subject = f"Pengingat: pelatihan besok pagi, {number}"
        notify(people[pages.PARTICIPANT_ROLE], "uji", key=f"uji-{number}", subject=subject, body="Bawa KTP.")


def _admin_pages(people):
    """Each list, its add page and its first row, once, as the first of these roles that may open it."""
    found, seen = {}, set()
    for role in (Role.STAFF, Role.PROVINCE, Role.OFFICER, Role.AUDITOR, Role.PRIVACY):
        request = RequestFactory().get("/admin/")
        request.user = people[role]
        mine = found.setdefault(role.value, {})
        for model, shown in admin.site._registry.items():
            name = f"{model._meta.app_label}_{model._meta.model_name}"
            if shown.has_view_or_change_permission(request) and f"{name}_changelist" not in seen:
                mine[f"admin-{name}"] = reverse(f"admin:{name}_changelist")
                seen.add(f"{name}_changelist")
                if row := shown.get_queryset(request).first():
                    mine[f"admin-{name}-satu"] = reverse(f"admin:{name}_change", args=[row.pk])
                    if role == Role.STAFF and "admin-riwayat" not in mine:
                        mine["admin-riwayat"] = reverse(f"admin:{name}_history", args=[row.pk])
            if shown.has_add_permission(request) and f"{name}_add" not in seen:
                mine[f"admin-{name}-tambah"] = reverse(f"admin:{name}_add")
                seen.add(f"{name}_add")
    return found


def _session_key(user):
    if user is None or isinstance(user, AnonymousUser):
        return None
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_fits_and_obeys(portal, browser, axe, role):
    address, found, sessions = portal
    context = browser.new_context(viewport=SIZES[0], locale="id-ID")
    if sessions[role]:
        context.add_cookies([{"name": "sessionid", "value": sessions[role], "url": address}])
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    faults = []
    for slug, path in found[role].items():
        said.clear()
        page.set_viewport_size(SIZES[0])
        answer = page.goto(f"{address}{path}")
        faults += [f"{path} ({slug}): {fault}" for fault in _faults(page, answer, slug, said, axe)]
    context.close()

    assert found[role]
    assert not faults, f"{role}:\n" + "\n".join(faults)


def _faults(page, answer, slug, said, axe):
    if answer.status != MISSING.get(slug, 200):
        yield f"answers {answer.status}"
        return
    yield from (f"has no {part}" for part in missing(page, said))
    if unstyled := LEFT_OUT.intersection(page.evaluate(_CLASSES_OF_OURS)):
        yield f"uses what `make styles` left out of Bootstrap: {sorted(unstyled)}"
    for size in SIZES:
        page.set_viewport_size(size)
        yield from (f"{size['width']} px: {fault}" for fault in _faults_shown(page, axe))
    for line in said:
        if answer.status == 200 or "404" not in line:
            yield f"console: {line}"


def _faults_shown(page, axe):
    """What is wrong with a page as it stands in the window."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"is {wide} px too wide"
    built = page.evaluate(_BUILT_OF)
    if built not in JUDGED and (violations := axe(page)):
        yield f"axe: {violations}"
    JUDGED.add(built)
    words = page.evaluate(_WORDS_SHOWN)
    if english := sorted({hit.group().lower() for hit in ENGLISH.finditer(NOT_ENGLISH.sub("", words))}):
        yield f"speaks English: {english}"
    if left_over := refused_in(CODE.sub("", words)):
        yield f"shows what is called otherwise here: {left_over}"


# The admin has styles of its own.
_CLASSES_OF_OURS = """() => document.querySelector("link[href*='css/bootstrap']")
    ? [...document.querySelectorAll("[class]")].flatMap(part => [...part.classList]) : []"""

# Window, and the kinds of elements of a page: what axe-core judges, whatever the words and however many rows.
_BUILT_OF = """() => innerWidth + " " + [...new Set([...document.querySelectorAll("body *")].map(part =>
    [part.tagName, part.getAttribute("class"), part.getAttribute("role"), part.textContent.trim() ? "words" : "",
        ...[...part.attributes].map(each => `${each.name}${each.value ? "" : " empty"}`).sort(),
        part.matches("input, select, textarea") ? part.labels?.length : ""].join(" ")
))].sort().join()"""

# What is seen and what is read out: text, and the attributes that hold text.
_WORDS_SHOWN = """() => [
    document.title,
    document.body.innerText,
    ...[...document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")].flatMap(
        part => ["aria-label", "title", "placeholder", "alt"].map(name => part.getAttribute(name) || "")),
    ...[...document.querySelectorAll("input[type=submit], input[type=button], input[type=reset]")].map(
        button => button.value),
].join("\\n")"""


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_short_light_and_whole_on_a_phone(portal, browser, role):
    address, found, sessions = portal
    context = browser.new_context(viewport=phone.SIZE, locale="id-ID")
    if sessions[role]:
        context.add_cookies([{"name": "sessionid", "value": sessions[role], "url": address}])
    page = context.new_page()

    faults = []
    for slug, path in found[role].items():
        weight = len(page.goto(f"{address}{path}").body())
        faults += [f"{path} ({slug}) {fault}" for fault in phone.faults(page, slug, weight)]
    context.close()

    assert not faults, f"{role}:\n" + "\n".join(faults)


def test_no_step_of_a_registration_is_taller_than_two_thousand_pixels(portal, browser):
    page = steps.open_pages(browser, portal[0], **phone.SIZE)
    heights = {}

    def measure(page):
        assert missing(page) == []
        heights[page.url.removeprefix(portal[0])] = page.evaluate("document.documentElement.scrollHeight")

    steps.register(page, seen=measure)
    page.context.close()

    assert len(heights) == 7
    assert {url: height for url, height in heights.items() if height > phone.REGISTRATION} == {}
