"""The pages on which one row about a person is written, and the reason asked before somebody else's money is shown."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.fields.read_back import read_back
from okoce.kept_forms import again
from participants.journey.display import VIEW_EVIDENCE
from participants.people import repeats
from participants.people.forms import ReasonForm
from participants.people.models import Participant
from participants.people.reason_door import ask_reason, sent_reason
from participants.people.waiting import until_checked

JOURNEY, PEOPLE = ("Perjalanan saya", "participants:journey"), ("Peserta", "participants:people-list")


def record_page(request, person, form, act, *, title, done, lead="", back="", button="Simpan", is_voiding=False):
    """Carry out `act` with a valid form and redirect, or show the form again with the refusal.

    `back` is the name of a page of the person's rows; without it the redirect leads to the person's own page.
    """
    back = reverse(back, args=[person.registration_number]) if back else page_of(person, request.user)
    if form.is_valid():
        with refusals.at_form(form):
            key = form.key_for(request.user) if "token" in form.fields else ""
            repeats.once(key, partial(act, by=request.user, **form.cleaned_data))
            messages.success(request, f"{done} {read_back(form)}".strip())
            return redirect(back)
    context = {
        "form": form,
        "person": person,
        "title": title,
        "lead": lead,
        "back": back,
        "button": button,
        "is_voiding": is_voiding,
        "crumbs": crumbs_of(person, request.user, title),
    }
    return again.page(request, "participants/journey/evidence.html", context)


def void_page(request, person, act, *, title, lead, done, back=""):
    """The page on which a row is voided, with the reason that it asks for."""
    form = again.bind(request, ReasonForm)
    return record_page(
        request, person, form, act, title=title, lead=lead, done=done, back=back, button="Batalkan", is_voiding=True
    )


def money_page(request, number, template, rows, *, view, add, title):
    """One person's rows about money; `rows(request, person)` returns them for the template. May ask for a reason."""
    person = person_of(request, number, view)
    if closed := require_reason(request, person):
        return closed
    waits = until_checked(person, title)
    context = {
        "person": person,
        "may_change": not waits and person.allows(request.user, add),
        "waits": waits,
        "crumbs": crumbs_of(person, request.user, title),
    }
    return render(request, template, context | rows(request, person))


def person_of(request, number, permission):
    people = Participant.objects.visible_to(request.user, permission)
    return get_object_or_404(people, registration_number=number)


def row_of(request, model, pk):
    """Return the row if this user may change it, with its person."""
    return get_object_or_404(model.objects.manageable_by(request.user).select_related("participant"), pk=pk)


def require_reason(request, person):
    """Return None for those who may go on: the owner at once, the mentor logged, staff once they gave a reason."""
    if person.belongs_to(request.user):
        return None
    reason = "" if person.allows(request.user, VIEW_EVIDENCE) else sent_reason(request, person)
    if reason is None:
        return ask_reason(request, person, above=PEOPLE)
    access_log.record(request.user, AccessLog.Act.OPEN, person, reason=reason)
    return None


def page_of(person, user):
    """The person as this user knows them: one's own journey, or the page of staff and mentor."""
    if person.belongs_to(user):
        return reverse("participants:journey-detail", args=[person.registration_number])
    return reverse("participants:people-detail", args=[person.pk])


def crumbs_of(person, user, here):
    first = JOURNEY if person.belongs_to(user) else PEOPLE
    return crumbs(first, (person.name, page_of(person, user)), here=here)
