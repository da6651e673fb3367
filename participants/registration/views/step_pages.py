"""The five steps of `/daftar/`: their forms as they were typed, their page, and which comes next."""

from dataclasses import dataclass
from functools import cache

from django.forms.forms import NON_FIELD_ERRORS
from django.urls import reverse

from participants.registration.actions import drafts
from participants.registration.forms.businesses import BusinessForm
from participants.registration.forms.places import HomeForm
from participants.registration.forms.questions import PersonForm, TimesForm
from participants.registration.forms.submit import SendForm


@dataclass(frozen=True)
class Step:
    number: int
    key: str
    name: str
    form: type
    template: str = "participants/registration/edit.html"


STEPS = (
    Step(1, "person", "Siapa Anda", PersonForm),
    Step(2, "home", "Tempat tinggal dan usaha", HomeForm, "participants/registration/place.html"),
    Step(3, "business", "Usaha Anda", BusinessForm, "participants/registration/business.html"),
    Step(4, "times", "Waktu dan komunitas", TimesForm, "participants/registration/times.html"),
    Step(5, drafts.SEND, "Periksa dan kirim", SendForm, "participants/registration/check.html"),
)
HOME = STEPS[1]
LAST = len(STEPS)


def form_of(step, answers, **context):
    """The form of a step as it was typed, with its errors where it was judged."""
    kept = answers.get(step.key, {})
    if not kept.get("is_judged"):
        return step.form(initial=typed(answers, step.key), **context)
    form = step.form(kept["typed"], **context)
    for name, sentences in kept.get("refusals", {}).items():
        if name == NON_FIELD_ERRORS or name in form.fields:
            form.add_error(None if name == NON_FIELD_ERRORS else name, sentences)
    return form


def page(step, answers, form):
    """What the template of a step shows."""
    steps = [
        {
            "number": each.number,
            "name": each.name,
            "done": answers.get(each.key, {}).get("is_done", False),
            "url": step_url(each.number) if answers.get(each.key) else None,
        }
        for each in STEPS
    ]
    return {"form": form, "step": step, "steps": steps, "is_first": step.number == 1}


def typed(answers, key):
    return answers.get(key, {}).get("typed", {})


def known(answers):
    """What later questions need of earlier answers."""
    return {
        "nik": typed(answers, "person").get("nik", ""),
        "kecamatan": typed(answers, "home").get("kecamatan", ""),
    }


def first_open(answers):
    return next((step.number for step in STEPS[:-1] if not answers.get(step.key, {}).get("is_done")), LAST)


def number_after(step, answers, *, goes_back):
    """Back is one step back; onward leads to the check when everything else was answered before."""
    if goes_back:
        return max(1, step.number - 1)
    others_done = all(answers.get(each.key, {}).get("is_done") for each in STEPS[:-1] if each.key != step.key)
    return LAST if others_done else step.number + 1


@cache
def step_url(number):
    return reverse("participants:registration-step", args=[number])
