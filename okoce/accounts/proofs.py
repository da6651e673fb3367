"""How an address became a log-in: an account holds only addresses that somebody has proved."""

from django.db import models
from django.db.models import Q

from okoce.clock import now


class Proof(models.TextChoices):
    CODE = "code", "kode ke alamat itu"
    DESK = "desk", "petugas yang melihat KTP"
    INVITATION = "invitation", "undangan"
    ADMINISTRATOR = "administrator", "administrator"


def proved(proof, *, email=None, phone=None, seen_by=None, at=None):
    """Return the fields of an account that holds these addresses, each with when and how it was proved."""
    at, fields = at or now(), {}
    for name, value in (("email", email), ("phone", phone)):
        if value:
            fields |= {name: value, f"{name}_proved_at": at, f"{name}_proof": proof}
    return fields | ({"phone_seen_by": seen_by} if seen_by else {})


def dropped(name):
    """Return the fields of an account that holds no such address any more."""
    fields = {name: None, f"{name}_proved_at": None, f"{name}_proof": ""}
    return fields | ({"phone_seen_by": None} if name == "phone" else {})


def constraints():
    """Return the checks: an address is there exactly when its proof is, and somebody saw a card that was shown."""
    rules = [models.CheckConstraint(condition=_both(name), name=f"{name}_is_proved") for name in ("email", "phone")]
    by_card = Q(phone_proof=Proof.DESK, phone_seen_by__isnull=False)
    seen = by_card | (~Q(phone_proof=Proof.DESK) & Q(phone_seen_by=None))
    return [*rules, models.CheckConstraint(condition=seen, name="phone_card_was_seen_by_somebody")]


def _both(name):
    held = {f"{name}__isnull": False, f"{name}_proved_at__isnull": False, f"{name}_proof__in": Proof.values}
    return Q(**held) | Q(**{name: None, f"{name}_proved_at": None, f"{name}_proof": ""})
