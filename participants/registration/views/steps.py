"""`/daftar/`: five short steps, each saved, sent once, answered alike for everybody."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from okoce import rates
from okoce.programme import memory
from okoce.programme.models import RegistrationPoint
from participants.cleaning import qr
from participants.consents import texts as privacy_texts
from participants.registration.actions import drafts
from participants.registration.actions import register as registration
from participants.registration.forms.businesses import BusinessForm
from participants.registration.forms.places import HomeForm
from participants.registration.forms.questions import PersonForm, TimesForm
from participants.registration.forms.submit import SendForm, answers_from
from participants.registration.views import draft_cookie

EXPIRED = "Isian lama sudah dihapus karena 14 hari tidak dikirim; silakan isi lagi dari awal."
NO_DRAFT = "Mulai dari langkah pertama. Bila tadi sudah mengisi, izinkan kuki di peramban ini, lalu isi lagi."
TOO_MANY = "Terlalu banyak pendaftaran dari sambungan ini; tunggu satu jam atau datang ke meja kecamatan."
# A family or a neighbour's phone sends a few; a whole RW behind one address still gets through.
RATES = {"send": "30/h/ip"}


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
    Step(5, "send", "Periksa dan kirim", SendForm, "participants/registration/check.html"),
)
LAST = len(STEPS)


@login_not_required
def start(request):
    draft = draft_cookie.of(request)
    lost = draft is None and draft_cookie.had_one(request)
    answers = draft.answers if draft and not draft.sent_at else {}
    response = render(
        request,
        "participants/registration/start.html",
        {
            "is_open": memory.current_year() is not None,
            "draft": draft,
            "draft_name": _typed(answers, "person").get("name", ""),
            "resume_url": _step_url(_first_open(answers)) if answers else None,
            "receipt_url": _receipt_url(draft) if draft and draft.sent_at else None,
            "expired": EXPIRED if lost else "",
        },
    )
    return draft_cookie.forget(response) if lost else response


@login_not_required
@require_POST
def begin(request):
    """A new form: an unsent one of this browser is forgotten."""
    if draft := draft_cookie.of(request):
        drafts.discard(draft)
    return draft_cookie.forget(redirect(_step_url(1)))


@login_not_required
@require_POST
def discard(request):
    if draft := draft_cookie.of(request):
        drafts.discard(draft)
    messages.success(request, "Isian sudah dihapus.")
    return draft_cookie.forget(redirect("participants:registration-start"))


@login_not_required
@sensitive_post_parameters()
def step(request, number):
    if not 1 <= number <= LAST:
        raise Http404
    draft, year = draft_cookie.of(request), memory.current_year()
    if draft and draft.sent_at:
        return redirect(_receipt_url(draft))
    if year is None or (draft is None and draft_cookie.had_one(request)):
        return redirect("participants:registration-start")
    if draft is None and number > 1:
        messages.warning(request, NO_DRAFT)
        return redirect("participants:registration-start")
    answers = draft.answers if draft else {}
    if number == LAST:
        return _check_and_send(request, draft, answers, year)
    return _ask(request, STEPS[number - 1], draft, answers, year)


def _ask(request, step, draft, answers, year):
    context = {"year": year, "known": _known(answers)}
    # A press that only asks for a list, or leads back, does not judge what was typed.
    asks_for_list = "list" in request.POST
    goes_back = "back" in request.POST
    if request.method == "POST" and not asks_for_list:
        form = step.form(request.POST, **context)
        is_ready = not goes_back and form.is_ready()
        if is_ready or goes_back:
            draft = drafts.keep(draft, step.key, form.typed_values(), is_done=is_ready)
            return draft_cookie.remember(redirect(_step_url(_next(step, answers, goes_back))), draft)
    elif asks_for_list:
        form = step.form(initial=step.form(request.POST, **context).typed_values(), **context)
    else:
        form = step.form(initial=_typed(answers, step.key), **context)
    form.before_drawing()
    return render(request, step.template, _page(step, answers, form))


def _check_and_send(request, draft, answers, year):
    """Everything is judged again: what was right when it was typed may not be so now."""
    context = {"year": year, "known": _known(answers)}
    forms = [step.form(_typed(answers, step.key), **context) for step in STEPS[:-1]]
    for step, form in zip(STEPS, forms, strict=False):
        if not form.is_valid():
            messages.warning(request, f"Lengkapi dulu langkah {step.number}: {step.name}.")
            return redirect(_step_url(step.number))
    has_account = request.user.is_authenticated
    if request.method == "POST" and "back" in request.POST:
        return redirect(_step_url(LAST - 1))
    refusal = None
    if request.method == "POST":
        sent = SendForm(request.POST, has_account=has_account)
        if sent.is_valid():
            try:
                _send(request, draft, answers_from(*forms, sent), year, sent.cleaned_data.get("password"))
                return redirect(_receipt_url(draft))
            except ValidationError as refused:
                refusal = refused
    form = SendForm(request.POST or None, has_account=has_account)
    if refusal:
        form.add_error(None, refusal)
    page = _page(STEPS[-1], answers, form)
    page["groups"] = [
        {"name": step.name, "url": _step_url(step.number), "facts": _facts(form)}
        for step, form in zip(STEPS, forms, strict=False)
    ]
    page["notice"], page["notice_version"] = privacy_texts.NOTICE, privacy_texts.NOTICE_VERSION
    page["has_account"] = has_account
    return render(request, STEPS[-1].template, page)


def _send(request, draft, answers, year, password):
    """The account is for the sender of the form, known NIK or not: it must not reveal either."""
    if not rates.is_within(request, "send", RATES["send"]):
        raise ValidationError(TOO_MANY)
    user = request.user if request.user.is_authenticated else None
    point = memory.registration_points()[RegistrationPoint.ONLINE]
    registration.register(answers, draft=draft, point=point, year=year, user=user, password=password)


@login_not_required
@require_safe
def receipt(request, token):
    draft = draft_cookie.by_receipt_token(token)
    if draft is None:
        return render(request, "participants/registration/receipt_expired.html", status=404)
    receipt_values = draft.answers
    receipt_values["sent_on"] = date.fromisoformat(receipt_values["sent_on"])
    return render(request, "participants/registration/receipt.html", receipt_page(**receipt_values))


def receipt_page(*, number, name, kecamatan, sent_on):
    """What a receipt shows: the same for a number from the desk and from the form."""
    return {
        "number": number,
        "name": name,
        "kecamatan": kecamatan,
        "sent_on": sent_on,
        "qr": qr.svg(number),
    }


def _page(step, answers, form):
    steps = [
        {
            "number": each.number,
            "name": each.name,
            "done": answers.get(each.key, {}).get("is_done", False),
            "url": _step_url(each.number) if answers.get(each.key) else None,
        }
        for each in STEPS
    ]
    return {"form": form, "step": step, "steps": steps, "is_first": step.number == 1}


def _facts(form):
    return [{"label": label, "value": value} for label, value in form.shown()]


def _typed(answers, key):
    return answers.get(key, {}).get("typed", {})


def _known(answers):
    return {
        "nik": _typed(answers, "person").get("nik", ""),
        "kecamatan": _typed(answers, "home").get("kecamatan", ""),
    }


def _first_open(answers):
    return next((step.number for step in STEPS[:-1] if not answers.get(step.key, {}).get("is_done")), LAST)


def _next(step, answers, goes_back):
    """Back is one step back; onward leads to the check when everything else was answered before."""
    if goes_back:
        return max(1, step.number - 1)
    others_done = all(answers.get(each.key, {}).get("is_done") for each in STEPS[:-1] if each.key != step.key)
    return LAST if others_done else step.number + 1


@cache
def _step_url(number):
    return reverse("participants:registration-step", args=[number])


def _receipt_url(draft):
    return reverse("participants:registration-receipt", args=[draft_cookie.receipt_token(draft)])
