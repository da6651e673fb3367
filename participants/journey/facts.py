"""What an app saw of a person: the only thing the journey is judged by."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence that stands. `ref` names its row: "identitycheck:12".

    Kinds: registered, identity_checked · module_attended (key: module; `amount` of the session's `whole` meetings
    attended up to and with this one) · note, follow_up · licence (key: its kind) · sale, channel_sale ·
    statement (key: "2026-03") · disbursement.
    """

    participant_id: int
    stage: str
    kind: str
    on: date
    ref: str
    key: str = ""
    amount: int = 0
    whole: int = 0
