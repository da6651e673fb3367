"""`/daftar/`: five short steps, each saved, sent once, answered alike for everybody."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from okoce.programme import memory
from okoce.regions import places
from participants.cleaning import qr
from participants.registration.actions import drafts
from participants.registration.views import draft_cookie
from participants.registration.views.check import check_and_send, receipt_url
from participants.registration.views.step_pages import (
    HOME,
    LAST,
    STEPS,
    first_open,
    form_of,
    known,
    number_after,
    page,
    step_url,
    typed,
)

EXPIRED = "Isian lama sudah dihapus karena 14 hari tidak dikirim; silakan isi lagi dari awal."
NO_DRAFT = "Mulai dari langkah pertama. Bila tadi sudah mengisi, izinkan kuki di peramban ini, lalu isi lagi."


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
            "draft_name": typed(answers, "person").get("name", ""),
            "resume_url": step_url(first_open(answers)) if answers else None,
            "is_at_desk": bool(answers and draft.desk_number),
            "receipt_url": receipt_url(draft) if draft and draft.sent_at else None,
            "expired": EXPIRED if lost else "",
        },
    )
    return draft_cookie.forget(response) if lost else response


@login_not_required
@require_POST
def begin(request):
    """A new form: an unsent one of this browser is forgotten, unless the desk is to finish it."""
    draft = draft_cookie.of(request)
    if draft and not draft.desk_number:
        drafts.discard(draft)
    return draft_cookie.forget(redirect(step_url(1)))


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
        return redirect(receipt_url(draft))
    if year is None or (draft is None and draft_cookie.had_one(request)):
        return redirect("participants:registration-start")
    if draft is None and number > 1:
        messages.warning(request, NO_DRAFT)
        return redirect("participants:registration-start")
    answers = draft.answers if draft else {}
    if number == LAST:
        return check_and_send(request, draft, answers, year)
    return _ask(request, STEPS[number - 1], draft, answers, year)


def _ask(request, step, draft, answers, year):
    context = {"year": year, "known": known(answers)}
    if request.method == "POST":
        return _keep(request, step, draft, answers, step.form(request.POST, **context))
    form = form_of(step, answers, **context)
    form.before_drawing()
    return render(request, step.template, page(step, answers, form))


def _keep(request, step, draft, answers, form):
    """Keep what was typed, right or wrong, and go on, back, or to the same step, which shows it again."""
    goes_back, asks_for_list = "back" in request.POST, "list" in request.POST
    is_judged = not (goes_back or asks_for_list)
    is_ready = is_judged and form.is_ready()
    draft = drafts.keep(draft, step.key, form.typed_values(), is_done=is_ready, is_judged=is_judged)
    number = number_after(step, answers, goes_back=goes_back) if is_ready or goes_back else step.number
    return draft_cookie.remember(redirect(step_url(number)), draft)


@login_not_required
@require_safe
def at_desk(request):
    """The number by which an officer finishes the form of this browser."""
    draft = draft_cookie.of(request)
    if draft and draft.sent_at:
        return redirect(receipt_url(draft))
    if draft is None or not draft.desk_number:
        return redirect("participants:registration-start")
    context = {
        "number": draft.desk_number,
        "name": typed(draft.answers, "person").get("name", ""),
        "kecamatan": places.named(draft.kecamatan_id),
        "until": draft.expires_at,
        "qr": qr.svg(draft.desk_number),
        "home_url": step_url(HOME.number),
    }
    return render(request, "participants/registration/at_desk.html", context)


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
