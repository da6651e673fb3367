"""Requests of people about their data: some with the clock running, one missed, one granted, one refused."""

import datetime as dt

from okoce.clock import now
from participants.people.models import Participant
from participants.rights.actions import requests
from participants.rights.models import RightsRequest
from participants.rights.states import ANSWERED_WITHIN
from sample.passing import HERE

Kind, Way, Wrong = RightsRequest.Kind, RightsRequest.Way, RightsRequest.Wrong
# (what, in what words, how many hours ago, granted or refused, with what words)
ASKED = [
    (Kind.COPY, "", 5, None, ""),
    (Kind.RESTRICTION, "Data saya sedang saya periksa bersama keluarga.", 50, None, ""),
    (Kind.CORRECTION, "Tanggal lahir saya di KTP lain sehari.", 80, None, ""),
    (Kind.OBJECTION, "Saya tidak mau ditelepon lagi.", 200, True, "Dikabulkan; nomor Anda keluar dari daftar telepon."),
    (Kind.ERASURE, "", 300, False, "Anda masih punya kursi pasti pekan depan; batalkan dulu, lalu ajukan lagi."),
]


def add(owner, officer, privacy):
    """The first by the owner of an account, the others at the desk."""
    known = Participant.objects.filter(kecamatan=HERE, holds_nik=True, user=None).order_by("-pk")[:4]
    people = [*owner.participants.order_by("pk")[:1], *known]
    for person, (kind, words, hours, granted, outcome) in zip(people, ASKED, strict=False):
        way = {"way": Way.OWN, "by": owner} if person.user_id else {"way": Way.DESK, "by": officer, "card_seen": True}
        wrong = [Wrong.BIRTH] if kind == Kind.CORRECTION else []
        made = requests.ask(person, kind, words=words, wrong=wrong, **way)
        at = now() - dt.timedelta(hours=hours)
        if granted is not None:
            requests.decide(made, granted=granted, outcome=outcome, by=privacy)
            RightsRequest.objects.filter(pk=made.pk).update(decided_at=at + dt.timedelta(hours=30))
        RightsRequest.objects.filter(pk=made.pk).update(asked_at=at, due_at=at + ANSWERED_WITHIN)
