"""Forms of the admin edit by version, and no form is forgotten."""

import datetime as dt
import importlib
import re
import sys

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.forms import BaseForm, ModelForm
from django.test import RequestFactory
from django.urls import reverse
from django.utils.timezone import localtime

from okoce.programme.models import Target
from okoce.versioned_forms import Versioned
from participants.people.once_form import OnceForm
from tests.carried import carried
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_session
from tests.factories.venues import make_venue
from tests.factories.years import make_agency, make_year
from tests.test_conventions import MODULES

pytestmark = pytest.mark.django_db


# --- The admin ---------------------------------------------------------------------------------------


@pytest.fixture
def target():
    make_participant()
    year = make_year()
    return Target.objects.create(
        programme_year=year, kecamatan_id="31.73.02", stage="pelatihan", agency=make_agency(), people=100
    )


def target_form(target, **changes):
    return {
        "programme_year": target.programme_year_id,
        "kecamatan": target.kecamatan_id,
        "stage": "pelatihan",
        "agency": target.agency_id,
        "people": 100,
    } | changes


def test_the_admin_asks_too_and_writes_nothing_until_it_is_answered(client, target):
    client.force_login(make_user("province"))
    url = reverse("admin:programme_target_change", args=[target.pk])
    form = carried(client, url)
    client.post(url, form | target_form(target, people=200))

    page = client.post(url, form | target_form(target, people=300))
    target.refresh_from_db()
    assert target.people == 200
    assert "Yang tersimpan sekarang</span> 200" in page.content.decode()
    version = page.context["adminform"].form.fields["version"].widget.text
    client.post(url, target_form(target, people=300) | {"version": version, "version-people": "typed"})

    target.refresh_from_db()
    assert target.people == 300


def test_the_admin_leaves_untouched_what_others_changed_and_tells_only_of_what_was_touched(client, target):
    client.force_login(make_user("province"))
    url = reverse("admin:programme_target_change", args=[target.pk])
    form = carried(client, url)
    client.post(url, form | target_form(target, people=200))

    answer = client.post(url, form | target_form(target, stage="perizinan"))

    target.refresh_from_db()
    assert answer.status_code == 302
    assert (target.people, target.stage) == (200, "perizinan")
    assert "arget" not in LogEntry.objects.order_by("pk").last().change_message


def test_a_meeting_of_a_session_is_versioned_by_itself(client):
    session = make_session(days=(3,))
    meeting = session.meetings.get()
    client.force_login(make_user("staff"))
    url = reverse("admin:training_sessions_session_change", args=[session.pk])
    versions_there = carried(client, url)
    moved = meeting.starts_at + dt.timedelta(minutes=30)
    type(meeting).objects.filter(pk=meeting.pk).update(starts_at=moved)
    form = session_form(session, meeting) | versions_there

    untouched = client.post(url, form | {"venue": make_venue("Aula baru").pk})
    meeting.refresh_from_db()
    session.refresh_from_db()
    assert (untouched.status_code, session.venue.name, meeting.starts_at) == (302, "Aula baru", moved)

    later = meeting.starts_at + dt.timedelta(minutes=10)
    asked = client.post(
        url, form | {"venue": make_venue("Aula baru").pk, "meetings-0-starts_at": _local(later)}
    ).content.decode()
    meeting.refresh_from_db()
    assert 'name="meetings-0-version-starts_at"' in asked
    assert meeting.starts_at == moved


def session_form(session, meeting):
    """The form as it stood when the page was opened."""
    return {
        "title": session.title,
        "modules": list(session.modules.values_list("pk", flat=True)),
        "agency": session.agency_id,
        "programme_year": session.programme_year_id,
        "kecamatan": session.kecamatan_id,
        "venue": session.venue_id,
        "capacity": session.capacity,
        "booking_closes_at": _local(session.booking_closes_at),
        "meetings-TOTAL_FORMS": 1,
        "meetings-INITIAL_FORMS": 1,
        "meetings-0-id": meeting.pk,
        "meetings-0-session": session.pk,
        "meetings-0-starts_at": _local(meeting.starts_at),
        "meetings-0-ends_at": _local(meeting.ends_at),
    }


def _local(instant):
    return f"{localtime(instant):%Y-%m-%dT%H:%M}"


# --- No form is forgotten ----------------------------------------------------------------------------

PART = "a part of other forms"

SEARCH = "asks for rows and writes none"

REASON = "a reason for an act that is refused when it was done before"

NEW = "makes something that the database holds to one: a second one is the first, or refused in words"

QUESTIONS = "a step of a registration, kept in a draft of its own and sent once"

# Neither edits a stored row nor makes one that could be made twice by a second press.
SEEN = "what was seen is compared before it is stored, so nothing is stored twice"
OTHERS = {
    "bazaars.forms.applications.ApplyForm": NEW,
    "bazaars.forms.bazaars.BazaarFilterForm": SEARCH,
    "bazaars.forms.draws.CloseForm": NEW,
    "bazaars.forms.draws.DrawForm": "a second draw asks for a reason of its own",
    "bazaars.forms.sales.VoidSaleForm": REASON,
    "okoce.accounts.forms.LoginForm": "writes no record",
    "okoce.accounts.forms.AddressForm": "every question leaves a row of its own",
    "okoce.accounts.forms.CodeForm": "a code is used once",
    "okoce.accounts.forms.InvitationForm": "the same role is offered to an address once; a second is refused in words",
    "okoce.accounts.forms.NewPasswordForm": "a code does what it is for once",
    "okoce.accounts.forms.RecoverForm": "every question leaves a row of its own",
    "participants.registration.forms.businesses.BusinessForm": QUESTIONS,
    "participants.capital.forms.AnswerForm": PART,
    "participants.capital.forms.OutcomeForm": "ends an application once; a second outcome is refused in words",
    "participants.registration.forms.doubts.ConfirmDoubtsForm": PART,
    "okoce.trail.forms.ResultForm": REASON,
    "participants.calls.forms.ImpossibleForm": REASON,
    "participants.calls.forms.KecamatanForm": SEARCH,
    "participants.contacts.forms.ContactForm": "the same result of one officer and day stands once",
    "participants.claims.forms.AskForm": "every question leaves a row of its own",
    "participants.claims.forms.CodeForm": "a code is used once",
    "participants.directory.forms.ShownForm": "a card that was checked stays so",
    "participants.directory.forms.TakeForm": "a joined registration is decided on once",
    "participants.mentoring.forms.questions.CheckForm": SEARCH,
    "participants.registration.forms.desk.NumberForm": SEARCH,
    "participants.exports.forms.AdminExportForm": SEARCH,
    "participants.exports.forms.ExportForm": SEARCH,
    "participants.finances.forms.FiguresForm": PART,
    "participants.employment.forms.PeopleForm": "the same number on the same day stands once",
    "participants.mentoring.forms.handovers.HandoverForm": "who has a new mentor by then is not handed over again",
    "participants.imports.forms.ColumnsForm": "a file is read with the columns chosen last",
    "participants.corrections.forms.CorrectionForm": NEW,
    "participants.moves.forms.MoveForm": NEW,
    "participants.returned_cards.forms.ReturnForm": "a registration that was sent back is refused in words",
    "participants.returned_cards.forms.AnswerForm": "a return is answered once; a second answer is refused in words",
    "participants.twins.forms.DecideForm": "a pair that was decided on is refused in words",
    "participants.twins.forms.SameForm": NEW,
    "trainings.attendance.forms.AbsentRowsForm": "the same rows again change nothing",
    "trainings.attendance.forms.CorrectionForm": REASON,
    "trainings.certificates.forms.VerifyForm": SEARCH,
    "trainings.door.forms.search.DoorSearchForm": SEARCH,
    "trainings.invitations.forms.InviteForm": SEEN,
    "trainings.placements.forms.BookGraduatesForm": NEW,
    "trainings.placements.forms.OutcomeForm": "ends a placement once; a second outcome is refused in words",
    "trainings.placements.forms.PlacementForm": NEW,
    "trainings.planner.forms.accepting.AcceptForm": SEEN,
    "trainings.years.forms.TurnForm": "a year is made once; a second proposal of it is refused in words",
    "trainings.targets.forms.TableForm": PART,
    "trainings.targets.forms.PasteForm": SEEN,
    "trainings.targets.forms.CopyForm": SEEN,
    "participants.rules.forms.RulesForm": "one change of a year is open at a time; a second is refused in words",
    "trainings.planner.forms.asking.AskForm": "what is proposed twice changes nothing",
    "participants.imports.forms.ConfirmImportForm": "a file is decided once",
    "participants.imports.forms.ImportForm": "a file sent twice is asked about before it is previewed again",
    "participants.imports.forms.MendForm": "a row mended twice is judged by its last cells; both are reported",
    "participants.mentoring.forms.notes.FinishForm": "a step is finished once; another day is refused in words",
    "participants.people.forms.AddressForm": PART,
    "participants.people.forms.PeopleFilterForm": SEARCH,
    "participants.people.forms.ReasonForm": REASON,
    "participants.people.forms.SearchForm": SEARCH,
    "participants.permits.forms.ResultForm": "ends an application once; a second result is refused in words",
    "participants.registration.forms.places.HomeForm": QUESTIONS,
    "participants.journey.forms.RecordForm": PART,
    "participants.rights.forms.AskForm": "the same is asked once while it is open; a second is refused in words",
    "participants.rights.forms.RecordForm": "the same is asked once while it is open; a second is refused in words",
    "participants.rights.forms.BreachForm": SEARCH,
    "participants.rights.forms.OutcomeForm": "a request is decided once; a second decision is refused in words",
    "participants.rights.forms.RequestsFilterForm": SEARCH,
    "participants.registration.forms.questions.PersonForm": QUESTIONS,
    "participants.registration.forms.questions.QuestionForm": PART,
    "participants.registration.forms.questions.TimesForm": QUESTIONS,
    "participants.registration.forms.submit.ConsentFields": PART,
    "participants.registration.forms.submit.SendForm": QUESTIONS,
    "participants.worklists.forms.ProblemForm": SEARCH,
    "participants.worklists.forms.StuckForm": SEARCH,
    "reports.meetings.forms.ActionsFilterForm": SEARCH,
    "reports.meetings.forms.AttendeesForm": "the whole list is written anew, as the last who saves it sees it",
    "reports.meetings.forms.CloseForm": "an action is closed once; a second closing is refused in words",
    "reports.meetings.forms.OwnerForm": "the same owner again changes nothing",
    "reports.papers.forms.StartRunForm": "a press within the minute of another is the same run",
    "trainings.seats.forms.mentees.MenteesForm": NEW,
    "trainings.seats.forms.mentees.SessionForm": NEW,
    "trainings.seats.forms.seats.BookForm": NEW,
    "trainings.seats.forms.others.NumbersForm": NEW,
    "trainings.seats.forms.others.PeopleForm": NEW,
    "reports.editions.forms.NumberForm": SEARCH,
    "reports.drilldown.forms.DayForm": SEARCH,
    "trainings.seats.forms.seats.CancelForm": REASON,
    "trainings.planning.forms.copies.CopyForm": SEEN,
    "trainings.planning.forms.series.SeriesForm": SEEN,
    "trainings.planning.forms.sessions.CancelSessionForm": REASON,
    "trainings.catalogue.forms.SessionFilterForm": SEARCH,
}


def every_form():
    for module in MODULES:
        if ".forms" in module or module.endswith("forms"):
            importlib.import_module(module)
    waiting, found = [BaseForm], {}
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            name = f"{form.__module__}.{form.__name__}"
            if form.__module__ not in MODULES or ".forms" not in form.__module__ or form.__name__.startswith("_"):
                continue
            if getattr(sys.modules[form.__module__], form.__name__) is form:  # and not made of it by versioned()
                found[name] = form
    return found


def admin_classes():
    """(admin, its own and its inlines' form classes) of each page of the admin on which something can be changed."""
    request = RequestFactory().get("/")
    request.user = make_user("officer", name="Pengelola")
    request.user.is_superuser = True
    for model_admin in admin.site._registry.values():
        if model_admin.has_change_permission(request):
            row = model_admin.model._base_manager.first()
            form = model_admin.get_form(request, row, change=True)
            inlines = [
                each for each in model_admin.get_inline_instances(request) if each.has_change_permission(request)
            ]
            yield model_admin, [form, *(each.form for each in inlines)]


def test_every_form_of_ours_edits_by_version_makes_once_or_is_known_to_do_neither():
    forms = every_form()
    of_the_admin = {type(model_admin).form for model_admin in admin.site._registry.values()} | {
        inline.form for model_admin in admin.site._registry.values() for inline in model_admin.inlines
    }
    covered = {
        name
        for name, form in forms.items()
        if issubclass(form, Versioned | OnceForm) or (issubclass(form, ModelForm) and form in of_the_admin)
    }
    covered |= {"okoce.accounts.forms.EndForm"}  # given to the admin by its get_form

    assert sorted(forms.keys() - covered - OTHERS.keys()) == []
    assert sorted(OTHERS.keys() - forms.keys() | OTHERS.keys() & covered) == [], "an exception nobody needs any more"


def test_every_change_form_of_the_admin_and_every_inline_carries_its_version():
    seen = {
        (type(each).__name__, form.__name__): issubclass(form, Versioned)
        for each, forms in admin_classes()
        for form in forms
    }

    assert len(seen) > 10
    assert [names for names, is_versioned in seen.items() if not is_versioned] == []


def test_no_page_of_the_admin_shows_the_version_where_nothing_is_to_be_asked(client, target):
    client.force_login(make_user("province"))

    page = client.get(reverse("admin:programme_target_change", args=[target.pk])).content.decode()

    assert re.search(r'<div class="form-row hidden field-version', page)
    assert 'class="changed"' not in page


def test_a_page_that_may_only_be_read_carries_no_version(client):
    session = make_session(days=(3,), state="cancelled", cancel_reason="Banjir")
    client.force_login(make_user("staff"))

    page = client.get(reverse("admin:training_sessions_session_change", args=[session.pk])).content.decode()

    assert "version" not in page


def test_a_corrected_capacity_that_was_not_touched_is_not_judged(client):
    session = make_session(days=(3,), capacity=10)
    client.force_login(make_user("staff"))
    url = reverse("admin:training_sessions_session_change", args=[session.pk])
    form = carried(client, url) | session_form(session, session.meetings.get())
    type(session).objects.filter(pk=session.pk).update(capacity=20)

    answer = client.post(url, form | {"venue": make_venue("Aula lain").pk})

    session.refresh_from_db()
    assert answer.status_code == 302
    assert (session.capacity, session.venue.name) == (20, "Aula lain")
