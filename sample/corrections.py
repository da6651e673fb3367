"""Cards and homes put right: a correction to confirm, one refused, one asked for; a move to accept, one accepted."""

import datetime as dt

from okoce.regions.models import Region
from participants.corrections.actions import proposing
from participants.corrections.models import Correction
from participants.moves.actions import proposing as moving
from participants.moves.actions import receiving
from participants.people.models import Participant
from participants.rights.actions import requests
from participants.rights.models import RightsRequest
from participants.twins.models import TwinCandidate
from sample.passing import HERE
from sample.twins import one_digit_off

KOTA = HERE[:5]
Way, Wrong = RightsRequest.Way, RightsRequest.Wrong


def add(officer, staff, family, ground):
    """Three people of the kecamatan, and two who come into it from others of the kota."""
    _ask(family)
    pairs = TwinCandidate.objects.order_by()
    paired = pairs.values("one").union(pairs.values("other"))
    known = Participant.objects.filter(is_checked=True, user=None).exclude(pk__in=paired).order_by("pk")
    here = list(known.filter(kecamatan=HERE)[2:4])
    others = list(known.filter(kecamatan__parent=KOTA).exclude(kecamatan=HERE)[:2])
    if len(here) < 2 or len(others) < 2:
        return
    _correct(here, officer=officer, staff=staff, ground=ground)
    _move(others, officer=officer, staff=staff, ground=ground)


def _ask(family):
    own = family.participants.filter(holds_nik=True).order_by("pk").first()
    others = Participant.objects.filter(kecamatan=HERE, holds_nik=True, user__isnull=False)
    if person := own or others.select_related("user").order_by("pk").first():
        _ask_for(person, [Wrong.NAME], "Satu huruf nama depan saya lain dari KTP.", way=Way.OWN, by=person.user)


def _ask_for(person, wrong, words, **way):
    requests.ask(person, RightsRequest.Kind.CORRECTION, wrong=wrong, words=words, **way)


def _correct(people, *, officer, staff, ground):
    waiting, refused = people
    wrong, words = [Wrong.NAME, Wrong.NIK], "Nama kurang satu huruf, dan angka terakhir NIK keliru."
    _ask_for(waiting, wrong, words, way=Way.DESK, by=officer, card_seen=True)
    proposing.propose(
        waiting,
        name=f"{waiting.name}h",
        nik=one_digit_off(waiting.nik),
        by=officer,
        seen=Correction.Seen.CARD,
        reason="KTP asli dibawa ke meja; angka terakhir NIK dan nama keliru diketik",
    )
    other = proposing.propose(
        refused,
        birth_on=refused.birth_on - dt.timedelta(days=1),
        by=officer,
        seen=Correction.Seen.OTHER,
        reason="Kata orangnya tanggal lahirnya sehari lebih awal",
    )
    proposing.refuse(other, by=staff, answer="Surat yang dilihat bukan KTP atau akta; minta KTP aslinya")
    week = ground.now - dt.timedelta(days=7)
    Correction.objects.filter(pk=other.pk).update(proposed_at=week, decided_at=week + dt.timedelta(days=1))


def _move(people, *, officer, staff, ground):
    homes = Region.objects.select_related("parent").filter(parent=HERE).order_by("code")[:2]
    reasons = ("Ikut suami, sudah pegang surat pindah", "Kontrakan lama habis, warungnya pindah juga")
    moves = [
        moving.propose(
            person,
            kelurahan=home,
            street=street,
            rt="003",
            rw="005",
            moved_on=ground.today - dt.timedelta(days=12),
            reason=reason,
            by=staff,
        )
        for person, home, street, reason in zip(
            people, homes, ("Jalan Kutilang 8", "Gang Pipit 2"), reasons, strict=True
        )
    ]
    receiving.accept(moves[1], by=officer)
