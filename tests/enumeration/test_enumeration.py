"""Whether a NIK, a phone or an address is known here cannot be seen, whatever is asked until a card is seen."""

from statistics import median_low

import pytest

from participants.people.models import Participant
from tests.enumeration.walk import ARGON, Sender, hashes_as_production, make_ground, make_known, walk

pytestmark = pytest.mark.django_db
KINDS = ["nik", "phone", "email"]
LOOKED_AT = ("send 5", "receipt", "log in", "journey-detail", "book", "seat")
LOOKED_AT += ("claim", "recovery", "recovery code", "log-in code", "log-in code typed")


def compared(known, unknown):
    """{step: what differs between the two ways}; nothing where they look and act alike."""
    differences = {}
    for one, other in zip(known, unknown, strict=True):
        if (one.name, one.status, one.body) != (other.name, other.status, other.body):
            differences[one.name] = first_difference(one, other)
    return differences


def unlike_counts(walks):
    """{step: how the usual number of statements differs}. One step of one walk may take more, as when Redis is slow."""
    found = {}
    for steps in zip(*(zip(known, unknown, strict=True) for known, unknown in walks), strict=True):
        known, unknown = (median_low(pair[side].statements for pair in steps) for side in (0, 1))
        if known != unknown:
            found[steps[0][0].name] = f"{known} statements, not {unknown}"
    return found


def first_difference(one, other):
    if one.status != other.status:
        return f"{one.status}, not {other.status}"
    pairs = zip(one.body.splitlines(), other.body.splitlines(), strict=False)
    return next((f"{line!r}, not {wanted!r}" for line, wanted in pairs if line != wanted), "length")


def differences(count, kind):
    make_ground()
    first = make_known(Sender(899))
    known = [make_known(Sender(serial, kind)) for serial in range(1, count + 1)]
    unknown = [make_known(Sender(serial)) for serial in range(count + 1, 2 * count + 1)]
    walk(first)  # reads what is kept in memory
    walks = [(walk(one), walk(other)) for one, other in zip(known, unknown, strict=True)]
    different = [compared(*pair) for pair in walks]
    return [found for found in [*different, unlike_counts(walks)] if found]


@pytest.mark.parametrize("kind", KINDS)
def test_known_and_unknown_look_and_act_alike(kind):
    assert differences(2, kind) == []


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.parametrize("kind", KINDS)
def test_eight_known_and_eight_unknown_look_and_act_alike_with_the_hasher_of_production(kind, settings):
    """Forty and forty, and their times: scripts/enumeration.py."""
    settings.PASSWORD_HASHERS = ARGON
    assert hashes_as_production()

    assert differences(8, kind) == []


def test_the_walk_goes_where_it_says():
    """So that nothing is compared with nothing: it registers, logs in, books, and the pages say so."""
    make_ground()
    sender = make_known(Sender(1, "nik"))

    steps = {step.name: step for step in walk(sender)}

    person = Participant.objects.exclude(name="Rahasia Dahlia").get()
    assert person.seats.get().session == sender.session
    assert {name: steps[name].status for name in LOOKED_AT} == {
        "send 5": 302,
        "receipt": 200,
        "log in": 302,
        "journey-detail": 200,
        "book": 302,
        "seat": 200,
        "claim": 302,
        "recovery": 302,
        "recovery code": 200,
        "log-in code": 302,
        "log-in code typed": 200,
    }
    assert "Menunggu pemeriksaan KTP" in steps["journey"].body
    assert not [name for name, step in steps.items() if "Rahasia" in step.body]
