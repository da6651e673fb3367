"""What an app saw of a person: the only thing the journey is judged by."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FactKind(StrEnum):
    REGISTERED = "registered"
    IDENTITY_CHECKED = "identity_checked"
    MODULE_ATTENDED = "module_attended"  # key: module; `amount` of the session's `whole` meetings up to this one
    NOTE = "note"
    FOLLOW_UP = "follow_up"
    LICENCE = "licence"  # key: its kind
    SALE = "sale"
    CHANNEL_SALE = "channel_sale"
    STATEMENT = "statement"  # key: "2026-03"
    DISBURSEMENT = "disbursement"


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence that stands. `ref` names its row: "identitycheck:12"."""

    participant_id: int
    stage: str
    kind: str
    on: date
    ref: str
    key: str = ""
    amount: int = 0
    whole: int = 0
