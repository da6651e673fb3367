"""The pages of the planner: who opens them, from the question to drafts, and who is left out."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.jobs.tasks import run_job
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL
from tests.factories.sessions import in_days
from tests.trainings.planner.test_proposals import asked, done, no_holidays, resident, staff  # noqa: F401 - fixtures
from trainings.planner.models import LeftOut, Proposal, ReasonWord
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db

LIST = "/pelatihan/rencana/"


def page_of(name, proposal):
    return reverse(f"trainings:planner-{name}", args=[proposal.pk])


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        *((role, 403) for role in (None, "mentor", "official", "auditor", "privacy")),
        *((role, 200) for role in ("officer", "staff", "province")),
    ],
)
def test_who_plans_sessions_opens_the_planner(client, staff, role, expected):  # noqa: F811
    resident(0)
    resident()
    proposal = done(staff)
    client.force_login(make_user(role))

    addresses = [LIST, *(page_of(name, proposal) for name in ("detail", "progress", "left-out", "accept"))]

    assert [client.get(address).status_code for address in addresses] == [expected] * 5


@pytest.mark.parametrize("name", ["detail", "progress", "left-out", "accept", "again"])
def test_a_proposal_of_another_area_is_not_there(client, staff, name):  # noqa: F811
    resident()
    proposal = done(staff)
    client.force_login(make_user("staff", region="31.75"))

    answer = client.post(page_of(name, proposal)) if name == "again" else client.get(page_of(name, proposal))

    assert answer.status_code == 404


def test_a_question_is_asked_waited_for_and_answered(client, staff):  # noqa: F811
    resident(), resident(0)
    client.force_login(staff)
    typed = {"kecamatan": GROGOL, "first_on": f"{in_days(8):%d/%m/%Y}", "weeks": "2", "most_sessions": "6"}

    answer = client.post(LIST, typed | {"seats": "40", "has_all_day": "on"}, follow=True)
    proposal = Proposal.objects.get()
    assert "Usulan sedang dihitung" in answer.text
    run_job(proposal.job_id)

    page = client.get(page_of("detail", proposal)).text

    assert client.get(page_of("progress", proposal))["HX-Refresh"] == "true"
    assert ReasonWord.NO_HOURS.label.capitalize() in page
    assert re.findall(r'stat-figure">(\d+)', page)[:3] == ["1", "1", "1"]


def test_a_day_that_is_past_is_refused_in_words(client, staff):  # noqa: F811
    client.force_login(staff)
    typed = {
        "kecamatan": GROGOL,
        "first_on": f"{in_days(0):%d/%m/%Y}",
        "weeks": "2",
        "most_sessions": "6",
        "seats": "4",
    }

    answer = client.post(LIST, typed, follow=True)

    assert "Pilih tanggal mulai besok atau sesudahnya." in answer.text
    assert not Proposal.objects.exists()


def sent(page):
    """What a browser would send back of the page's form."""
    data = {name: value for name, value in re.findall(r'<input type="text" name="([^"]+)" value="([^"]+)"', page)}
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.S):
        data[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    data["draft"] = re.findall(r'name="draft" value="(\d+)"[^>]* checked', page)
    data["seen"] = re.search(r'name="seen" value="(\w*)"', page)[1]
    return data


def test_what_is_ticked_becomes_drafts_with_changed_hours_and_a_second_press_makes_none(client, staff):  # noqa: F811
    resident(0b10010), resident(0b10010)
    client.force_login(staff)
    proposal = done(staff, has_all_day=False, weeks=4)
    address = page_of("accept", proposal)
    first = sent(client.get(address).text)
    assert len(first["draft"]) == len(proposal.result["sessions"]) == 3

    looked = client.post(address, first | {"0-starts": "13.30", "0-ends": "16.00", "look": "1"}, follow=True)
    changed = sent(looked.text)
    changed["draft"] = changed["draft"][:2]
    client.post(address, changed | {"save": "1"})

    starts = [session.starts_at.astimezone().strftime("%H") for session in Session.objects.order_by("starts_at")]
    assert len(starts) == 2
    assert Session.objects.order_by("starts_at")[0].meetings.get().starts_at.minute == 30
    again = client.post(address, changed | {"save": "1"}, follow=True)
    assert "sudah dijadikan rancangan" in again.text
    assert Session.objects.count() == 2


def test_a_change_that_was_not_looked_at_is_shown_before_it_is_stored(client, staff):  # noqa: F811
    resident()
    client.force_login(staff)
    address = page_of("accept", done(staff))
    data = sent(client.get(address).text)

    answer = client.post(address, data | {"0-starts": "09.00", "save": "1"}, follow=True)

    assert "berubah sejak dilihat" in answer.text
    assert not Session.objects.exists()


def test_the_list_of_people_is_written_down_and_shows_only_who_may_be_seen(client, staff):  # noqa: F811
    here, moved = resident(0), resident(0)
    proposal = done(staff)
    Participant.objects.filter(pk=moved.pk).update(kecamatan="31.75.06", name="Orang Pindah")
    client.force_login(staff)

    page = client.get(page_of("left-out", proposal) + "?sebab=no_hours").text

    assert here.name in page
    assert "Orang Pindah" not in page
    assert list(AccessLog.objects.filter(actor=staff).values_list("subject_id", flat=True)) == [here.pk]


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_lists_take_the_same_statements_for_one_row_and_for_three(client, staff):  # noqa: F811
    resident(0)
    proposal = done(staff)
    client.force_login(staff)
    addresses = [LIST, page_of("detail", proposal), page_of("left-out", proposal)]
    one = [statements(client, address) for address in addresses]

    asked(staff), asked(staff)
    for _ in range(2):
        LeftOut.objects.create(proposal=proposal, participant=make_participant(), reason=ReasonWord.TOO_FEW)

    assert [statements(client, address) for address in addresses] == one


def test_proposed_sessions_take_the_same_statements_for_one_and_for_three(client, staff):  # noqa: F811
    resident(0b10010)
    proposal = done(staff, has_all_day=False, weeks=4)
    client.force_login(staff)
    three = statements(client, page_of("accept", proposal))

    Proposal.objects.update(result=proposal.result | {"sessions": proposal.result["sessions"][:1]})

    assert statements(client, page_of("accept", proposal)) == three
