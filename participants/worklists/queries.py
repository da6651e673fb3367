"""What waits for an officer: selections among the people of an area, each as one condition the database answers."""

from collections import Counter
from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from okoce.accounts.models import User
from okoce.clock import today
from okoce.pagination import counted_together
from okoce.programme.stages import Stage
from participants.contacts.models import at_rest
from participants.corrections.models import Correction
from participants.imports.models import Import
from participants.merges.models import Merge
from participants.moves.models import Move
from participants.people.models import Participant
from participants.people.models.participants import DOUBTFUL
from participants.registration.models import RegistrationDraft
from participants.returned_cards.models import at_rest as cards_at_rest
from participants.rights.models import ANSWER, RightsRequest
from participants.twins.models import TwinCandidate
from participants.worklists.undelivered import undelivered

PATIENCE = timedelta(days=30)
MOST_STUCK_READ = 5_000  # reading their last stages costs less than writing seven statements more
PHONE_SHARED_BY = 3  # a family shares a phone; more than these is a typing error or somebody else's number
WAITING, MENTORLESS, AT_DESK, TWINS, MERGES, UNDELIVERED = "menunggu pendamping meja kembar penyatuan pesan".split()
CORRECTIONS, CORRECTIONS_ASKED, MOVES, LEFT_OVER = "pembetulan diminta pindah sisa".split()


class Problem(models.TextChoices):
    CARD = "ktp", "Data berbeda dari NIK"
    DOUBT = "ragu", "Isian perlu dicocokkan"
    TIMES = "waktu", "Waktu luang belum diisi"
    PHONE = "hp", f"Nomor HP dipakai lebih dari {PHONE_SHARED_BY} orang"


def stuck(people, *, stage="", on=None, answered=False, rests=None):
    """Return those whose last stage was reached more than 30 days ago with another still ahead.

    Nobody who was deleted, is restricted or objects: this is a list for calls. `stage` is the last one. Who answered a
    call since then (participants/contacts) is only among the `answered`; `rests` is that condition, where it was made
    before.
    """
    rests = rests or at_rest(on=on)
    last_stage = {"stopped_after": stage} if stage else {}
    people = people.free_to_use().filter(stopped_on__lt=(on or today()) - PATIENCE, **last_stage)
    return people.filter(rests if answered else ~rests)


def cards_to_check(people):
    """Return those whose card waits for an officer: not sent back, or answered, or sent back 14 days ago."""
    return people.waiting_for_identity_check().exclude(cards_at_rest())


def by_list(people, user, *, in_one_kecamatan=False):
    """How many are on each list: of these people WAITING, MENTORLESS, the stage somebody stopped after, problems; of
    what else this user has to do AT_DESK, TWINS, MERGES, UNDELIVERED, CORRECTIONS, CORRECTIONS_ASKED, MOVES, LEFT_OVER.
    """
    lists = {
        WAITING: cards_to_check(people),
        MENTORLESS: people.without_working_mentor(),
        AT_DESK: RegistrationDraft.objects.waiting_at_desk().visible_to(user),
        TWINS: TwinCandidate.objects.undecided().visible_to(user),
        MERGES: Merge.objects.waiting().visible_to(user),
        UNDELIVERED: undelivered(user),
        CORRECTIONS: Correction.objects.waiting().visible_to(user),
        CORRECTIONS_ASKED: RightsRequest.objects.corrections().supervised_by(user, ANSWER),
        MOVES: Move.objects.coming_to(user),
        LEFT_OVER: Import.objects.with_rest_of(user),
    }
    sharing = _sharing_phone(people) if in_one_kecamatan else _sharing_any_phone(people)
    lists |= {Problem.TIMES: _without_times(people), Problem.PHONE: sharing}
    by_stage = _stuck_by_stage(people)
    if by_stage is None:
        rests = at_rest()
        by_stage, lists = {}, lists | {stage: stuck(people, stage=stage, rests=rests) for stage in Stage}
    return counted_together(lists, among=User.objects.filter(pk=user.pk)) | by_stage | _doubts(people)


def _doubts(people):
    """{CARD, DOUBT: people}, all of them: marked people are few, and the same marks come again and again."""
    counts = Counter({Problem.CARD: 0, Problem.DOUBT: 0})
    for flags, marked in people.filter(DOUBTFUL).order_by().values_list("flags").annotate(people=Count("*")):
        counts[Problem.DOUBT if set(flags).isdisjoint(_CARD_FLAGS) else Problem.CARD] += marked
    return counts


def _stuck_by_stage(people):
    """{stage: people}; None where so many are stuck that each stage is better counted by itself, up to MOST_COUNTED."""
    counts = Counter(stuck(people).order_by().values_list("stopped_after", flat=True)[:MOST_STUCK_READ])
    return {stage: counts[stage] for stage in Stage} if counts.total() < MOST_STUCK_READ else None


def with_problem(people, problem):
    return _CONDITIONS[problem](people)


def _differing_from_nik(people):
    return _flagged(people).filter(_any_flag(_CARD_FLAGS))


def _doubtful(people):
    return _flagged(people).exclude(_any_flag(_CARD_FLAGS))


def _without_times(people):
    return people.filter(availability=0)


def _sharing_phone(people):
    """More than three in the whole register, also of other kecamatan: a fourth person with this number exists."""
    everybody = Participant.objects.filter(phone=OuterRef("phone")).order_by()
    return people.filter(Exists(everybody[PHONE_SHARED_BY : PHONE_SHARED_BY + 1]))


def _sharing_any_phone(people):
    """The same people. Where there are many of them, grouping all numbers once costs less than asking for each."""
    numbers = Participant.objects.order_by().values("phone").annotate(people=Count("*"))
    return people.filter(phone__in=numbers.filter(people__gt=PHONE_SHARED_BY).values("phone"))


def _flagged(people):
    return people.annotate(flags_text=Cast("flags", TextField())).filter(DOUBTFUL)


def _any_flag(flags):
    return Q(*(Q(flags_text__contains=f'"{flag}"') for flag in flags), _connector=Q.OR)


_CARD_FLAGS = ("NIK_DOB_MISMATCH", "NIK_SEX_MISMATCH")
_CONDITIONS = {
    Problem.CARD: _differing_from_nik,
    Problem.DOUBT: _doubtful,
    Problem.TIMES: _without_times,
    Problem.PHONE: _sharing_phone,
}
