"""Unknown people: written down at the door, and the host's worklist "Belum lengkap"."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from okoce import refusals
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.crumbs import crumbs
from okoce.kept_forms import again
from participants.consents import memory as privacy_texts
from participants.people import repeats
from participants.people.models import Participant
from participants.registration.forms.submit import answers_from
from trainings.attendance.views.ticks import PERMISSION, meeting_or_404
from trainings.door.actions import arrivals, walk_ins
from trainings.door.forms.walk_ins import CompleteForm, WalkInForm
from trainings.door.models import WalkIn
from trainings.door.views.door import CHECK, release_covered, tell

LISTED = 100
HERE = ("Catat kehadiran", "trainings:attendance-list")


@permission_required(PERMISSION, raise_exception=True)
@sensitive_post_parameters()
def add_walk_in(request, session, pk):
    """A NIK that is known already is that person: then a seat is given, and nothing of what was typed is kept."""
    meeting = meeting_or_404(request.user, session, pk)
    form = again.bind(request, WalkInForm, kecamatan=meeting.session.kecamatan_id)
    if form.is_valid():
        with refusals.at_form(form):
            _write(request, meeting, form)
            return redirect("trainings:door-show", session=session, pk=pk)
    context = {
        "meeting": meeting,
        "session": meeting.session,
        "form": form,
        "crumbs": crumbs(HERE, ("Pintu", "trainings:door-show", session, pk), here="Orang baru"),
    }
    return again.page(request, "trainings/door/add.html", context)


def _write(request, meeting, form):
    key = form.key_for(request.user)
    answers = {name: form.cleaned_data[name] for name in ("name", "phone", "kelurahan", "birth_on", "trade", "nik")}
    known = Participant.objects.holding_nik(answers["nik"]).first() if answers["nik"] else None
    if known:
        access_log.record(request.user, AccessLog.Act.OPEN, known, "NIK dicocokkan di pintu pelatihan")
        seen = request.user.has_perm(CHECK)
        tell(request, known.name, arrivals.let_in(meeting, known, by=request.user, card_seen=seen))
        return
    made = repeats.once(key, lambda: walk_ins.write(meeting, answers, by=request.user))
    walk_in = WalkIn.objects.get(pk=made)
    waiting = walk_in.stand_bys.waiting().first()
    if waiting:
        messages.warning(request, f"Kursi penuh. {walk_in.name} mendapat nomor siaga {waiting.number}.")
    else:
        messages.success(request, f"{walk_in.name} sudah masuk. Lengkapi datanya sebelum 14 hari.")


@require_safe
@permission_required(PERMISSION, raise_exception=True)
def list_incomplete(request):
    people = WalkIn.objects.visible_to(request.user).open().select_related("session", "kelurahan__parent")
    context = {
        "walk_ins": people.order_by("made_at", "pk")[:LISTED],
        "crumbs": crumbs(HERE, here="Belum lengkap"),
    }
    return render(request, "trainings/door/incomplete.html", context)


@permission_required(PERMISSION, raise_exception=True)
@sensitive_post_parameters()
def complete_walk_in(request, pk):
    walk_in = get_object_or_404(WalkIn.objects.visible_to(request.user).select_related("session", "meeting"), pk=pk)
    if walk_in.state != WalkIn.State.OPEN:
        messages.info(request, "Tamu ini sudah dilengkapi, atau datanya sudah dihapus.")
        return redirect("trainings:walk-ins-list")
    place = request.POST.get("kecamatan") or walk_in.kelurahan.parent_id
    form = again.bind(request, CompleteForm, walk_in=walk_in, known={"kecamatan": place})
    is_judged = "list" not in request.POST
    if request.method == "POST" and is_judged and form.is_ready():
        with refusals.at_form(form):
            _complete(request, walk_in, form)
            return redirect("trainings:walk-ins-list")
    form.before_drawing()
    context = {
        "walk_in": walk_in,
        "session": walk_in.session,
        "form": form,
        "notice": privacy_texts.notice(),
        "crumbs": crumbs(HERE, ("Belum lengkap", "trainings:walk-ins-list"), here="Lengkapi"),
    }
    return again.page(request, "trainings/door/complete.html", context, is_judged=is_judged)


def _complete(request, walk_in, form):
    seat, refused = walk_ins.complete(
        walk_in,
        answers_from(form),
        point=form.registration_point,
        by=request.user,
        card_seen=form.cleaned_data["card_checked"] and request.user.has_perm(CHECK),
    )
    person = seat.participant
    messages.success(request, f"{person.name}, {person.registration_number}: kursi dan kehadirannya tercatat.")
    release_covered(request, seat)
    for refusal in refused:
        messages.error(request, refusal)
