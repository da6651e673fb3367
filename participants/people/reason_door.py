"""Overseers, who serve nobody, say why before they see somebody's data; officers say why with a decision."""

from django.core.exceptions import ValidationError
from django.shortcuts import render

from okoce.crumbs import crumbs
from participants.people.forms import ReasonForm
from participants.people.reach import CHANGE


def asked_reason(request, *people):
    """Return why an overseer looks, None where it has to be asked first, "" for who works with these people."""
    return "" if all(person.allows(request.user, CHANGE) for person in people) else sent_reason(request, *people)


def sent_reason(request, *people):
    """Return the reason that was sent with a request; None without one that will do, and names none of the people."""
    form = ReasonForm(request.POST or None, people=people)
    return form.cleaned_data["reason"] if form.is_valid() else None


def ask_reason(request, *people, above):
    """Return the page that asks why, with what is wrong about a reason that was sent."""
    context = {
        "form": ReasonForm(request.POST or None, people=people),
        "people": people,
        "crumbs": crumbs(above, here="Alasan"),
    }
    return render(request, "participants/people/reason.html", context)


def required_reason(request):
    """Return the reason that was sent with a decision. Raise `ValidationError` where it will not do."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise ValidationError(form.errors["reason"])
    return form.cleaned_data["reason"]
