"""The page that a link in an invitation opens, without logging in. It names the session and nobody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render

from okoce import rates, refusals
from okoce.formats import waktu
from trainings.invitations.actions import answers
from trainings.invitations.models import Invitation
from trainings.sessions import memory
from trainings.sessions.models import Session

LIMIT = "10/h/key"  # seats taken and given back by one link
TOO_OFTEN = "Jawaban undangan ini sudah terlalu sering diganti. Coba lagi satu jam lagi."
PRESS = "Pilih salah satu jawaban di bawah."
ACTS = {"datang": answers.confirm, "tidak": answers.decline}
State = Invitation.State


@login_not_required
def answer(request, token):
    """GET shows the session and changes nothing; POST answers."""
    found = Invitation.objects.with_token(token).select_related("session__venue", "seat", "participant")
    invitation = found.first()
    if invitation is None:
        raise Http404
    if request.method == "POST":
        _act(request, invitation)
        return redirect(invitation.url)
    context = _words(invitation) | {
        "invitation": invitation,
        "session": invitation.session,
        "meetings": memory.contents([invitation.session_id])[invitation.session_id].meetings,
    }
    return render(request, "trainings/invitations/answer.html", context)


def _act(request, invitation):
    act = ACTS.get(request.POST.get("jawaban"))
    if act is None:
        messages.error(request, PRESS)
        return
    if not rates.is_within(request, "invitation", LIMIT, key=str(invitation.pk)):
        messages.error(request, TOO_OFTEN)
        return
    by = request.user if request.user.is_authenticated else None
    is_own = by is not None and invitation.participant.belongs_to(by)
    try:
        act(invitation, way=Invitation.Way.LOGIN if is_own else Invitation.Way.LINK, by=by)
    except ValidationError as refused:  # some name the person, which this page does not
        messages.error(request, refusals.in_words(refused).replace(invitation.participant.name, "Anda"))


def _words(invitation):
    """Headline and sentence by how things stand, and which answers there are."""
    session = invitation.session
    if session.state == Session.State.CANCELLED:
        return _said("Sesi ini dibatalkan", f"{session.cancel_reason}. Undangan ini tidak berlaku lagi.")
    if invitation.has_live_seat:
        headline, lead = _seated(invitation)
        return _said(headline, lead, no="Ternyata tidak bisa datang" if invitation.is_open else "")
    if not invitation.is_open:
        return _said(
            "Undangan ini sudah ditutup",
            f"Waktu menjawab berakhir {waktu(invitation.expires_at)}. Pilih sesi lain di jadwal pelatihan.",
        )
    if invitation.state == State.INVITED:
        lead = "Anda diundang ke pelatihan ini. Kursinya belum dipesan: jawab dulu bisa datang atau tidak."
        return _said("Bisa datang?", lead, yes="Ya, saya datang", no="Tidak bisa")
    if invitation.state == State.DECLINED:
        lead = "Terima kasih sudah memberi tahu. Jawaban ini boleh diganti sampai undangan ditutup."
        return _said("Dijawab: tidak bisa datang", lead, yes="Ternyata bisa datang")
    lead = "Kursi dari jawaban Anda sudah dilepas. Jawab lagi bila masih ingin ikut."
    return _said("Kursi sudah dilepas", lead, yes="Ya, saya datang", no="Tidak bisa")


def _seated(invitation):
    seat = invitation.seat
    if invitation.is_stand_by:
        return (
            f"Anda cadangan nomor {seat.position}",
            "Kursi sudah terisi semua. Bila ada yang batal, kursi ditawarkan menurut nomor dan Anda dikabari. Pada "
            "harinya cadangan boleh datang: kursi yang kosong diberikan menurut nomor.",
        )
    if seat.state == seat.State.OFFERED:
        return "Ada kursi untuk Anda", "Kursi sedang ditawarkan kepada Anda; jawab tawarannya sebelum batas waktu."
    return "Kursi Anda sudah pasti", "Datang sepuluh menit sebelum mulai dan bawa KTP asli."


def _said(headline, lead, *, yes="", no=""):
    return {"headline": headline, "lead": lead, "yes": yes, "no": no}
