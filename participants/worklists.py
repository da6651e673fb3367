"""What waits for an officer: selections among the people of an area, each as one condition the database answers."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast

from okoce.clock import today
from okoce.programme.stages import Stage
from participants.models import Participant, StageStanding

PATIENCE = timedelta(days=30)
PHONE_SHARED_BY = 3  # a family shares a phone; more than these is a typing error or somebody else's number
# Normal for whoever has moved, so nobody has to look into it.
_HARMLESS = Q(flags=[]) | Q(flags=["NIK_REGION_DIFFERS"])


class Problem(models.TextChoices):
    CARD = "ktp", "Data berbeda dari NIK"
    DOUBT = "ragu", "Isian perlu dicocokkan"
    TIMES = "waktu", "Waktu luang belum diisi"
    PHONE = "hp", f"Nomor HP dipakai lebih dari {PHONE_SHARED_BY} orang"


def stuck(people, *, stage="", on=None):
    """Those whose last stage was reached more than 30 days ago with another still ahead; `stage` is the last one."""
    own = StageStanding.objects.filter(participant=OuterRef("pk"))
    latest = own.order_by("-reached_on", "-pk")
    held = own.order_by().values("participant").annotate(held=Count("pk")).values("held")
    people = people.annotate(
        last_stage=Subquery(latest.values("stage")[:1]),
        last_reached_on=Subquery(latest.values("reached_on")[:1]),
        stages_count=Subquery(held),
    ).filter(last_reached_on__lt=(on or today()) - PATIENCE, stages_count__lt=len(Stage))
    return people.filter(last_stage=stage) if stage else people


def stuck_by_stage(people):
    """[(stage, how many stopped after it)] in the usual order, stages where nobody did left out."""
    found = dict(stuck(people).order_by().values_list("last_stage").annotate(people=Count("pk")))
    return [(stage, found[stage]) for stage in Stage if stage in found]


def with_problem(people, problem):
    return _CONDITIONS[problem](people)


def _differing_from_nik(people):
    return _flagged(people).filter(_any_flag(_CARD_FLAGS))


def _doubtful(people):
    return _flagged(people).exclude(_any_flag(_CARD_FLAGS))


def _without_times(people):
    return people.filter(availability=0)


def _sharing_phone(people):
    """More than three in the whole register, also of other kecamatan: the third other person exists."""
    others = Participant.objects.filter(phone=OuterRef("phone")).exclude(pk=OuterRef("pk")).order_by()
    return people.filter(Exists(others[PHONE_SHARED_BY - 1 : PHONE_SHARED_BY]))


def _flagged(people):
    return people.annotate(flags_text=Cast("flags", TextField())).exclude(_HARMLESS)


def _any_flag(flags):
    return Q(*(Q(flags_text__contains=f'"{flag}"') for flag in flags), _connector=Q.OR)


_CARD_FLAGS = ("NIK_DOB_MISMATCH", "NIK_SEX_MISMATCH")
_CONDITIONS = {
    Problem.CARD: _differing_from_nik,
    Problem.DOUBT: _doubtful,
    Problem.TIMES: _without_times,
    Problem.PHONE: _sharing_phone,
}
