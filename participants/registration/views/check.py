"""The last step: what was typed is read once more, then sent, or left for the desk where the kelurahan is not known."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse

from okoce import rates, refusals
from okoce.programme import memory
from okoce.programme.models import RegistrationPoint
from okoce.regions import places
from participants.consents import memory as privacy_texts
from participants.registration.actions import drafts
from participants.registration.actions import register as registration
from participants.registration.forms.submit import SendForm, answers_from
from participants.registration.views import draft_cookie
from participants.registration.views.step_pages import HOME, LAST, STEPS, form_of, known, page, step_url, typed

TOO_MANY = "Terlalu banyak pendaftaran dari sambungan ini; tunggu satu jam atau datang ke meja kecamatan."
# A family or a neighbour's phone sends a few; a whole RW behind one address still gets through.
RATES = {"send": "30/h/ip"}


def check_and_send(request, draft, answers, year):
    """Everything is judged again: what was right when it was typed may not be so now."""
    context = {"year": year, "known": known(answers)}
    forms = [step.form(typed(answers, step.key), **context) for step in STEPS[:-1]]
    for step, form in zip(STEPS, forms, strict=False):
        if not form.is_valid():
            messages.warning(request, f"Lengkapi dulu langkah {step.number}: {step.name}.")
            return redirect(step_url(step.number))
    home = forms[HOME.number - 1]
    has_account = request.user.is_authenticated
    offers_account = not has_account and not home.is_unknown
    if request.method == "POST":
        sent = SendForm(request.POST, has_account=not offers_account)
        return _leave(request, draft, home, sent) if home.is_unknown else _send(request, draft, forms, year, sent)
    form = form_of(STEPS[-1], answers, has_account=not offers_account)
    context = page(STEPS[-1], answers, form) | {
        "groups": [
            {"name": step.name, "url": step_url(step.number), "facts": _facts(form)}
            for step, form in zip(STEPS, forms, strict=False)
        ],
        "notice": privacy_texts.notice(),
        "has_account": has_account,
        "offers_account": offers_account,
        "leaves_for": places.named(home.cleaned_data["kecamatan"]) if home.is_unknown else "",
        "home_url": step_url(HOME.number),
    }
    return render(request, STEPS[-1].template, context)


def _send(request, draft, forms, year, sent):
    """To the receipt; or back, or here again with the reason."""
    if "back" not in request.POST and sent.is_valid():
        with refusals.at_form(sent):
            _limit(request)
            password = sent.cleaned_data.get("password")
            _register(request, draft, answers_from(*forms, sent), year, password)
            return redirect(receipt_url(draft))
    return _keep(request, draft, sent)


def _leave(request, draft, home, sent):
    """To the page with the number for the desk; or back, or here again with the reason."""
    if "back" not in request.POST and sent.is_valid():
        with refusals.at_form(sent):
            _limit(request)
            draft = drafts.keep(draft, drafts.SEND, sent.typed_values(), is_done=False, is_judged=False)
            drafts.leave_at_desk(draft, places.region(home.cleaned_data["kecamatan"]))
            return redirect("participants:registration-at-desk")
    return _keep(request, draft, sent)


def _keep(request, draft, sent):
    goes_back = "back" in request.POST
    refused = {} if goes_back else {name: [str(each) for each in errors] for name, errors in sent.errors.items()}
    drafts.keep(draft, drafts.SEND, sent.typed_values(), is_done=False, is_judged=bool(refused), refusals=refused)
    return redirect(step_url(LAST - 1 if goes_back else LAST))


def _limit(request):
    if not rates.is_within(request, "send", RATES["send"]):
        raise ValidationError(TOO_MANY)


def _register(request, draft, answers, year, password):
    """The account is for the sender of the form, known NIK or not: it must not reveal either."""
    user = request.user if request.user.is_authenticated else None
    point = memory.registration_points()[RegistrationPoint.ONLINE]
    registration.register(answers, draft=draft, point=point, year=year, user=user, password=password)


def receipt_url(draft):
    return reverse("participants:registration-receipt", args=[draft_cookie.receipt_token(draft)])


def _facts(form):
    return [{"label": label, "value": value} for label, value in form.shown()]
