"""The first version of each text, written once the tables stand. A new version comes by actions.publish."""

import datetime as dt

from participants.consents.models import PrivacyText
from participants.consents.texts import FIRST, FIRST_VALID_FROM, FIRST_VERSION


def write(*, using, **_):
    """Write the first version of each kind that has none. Idempotent; called after every migrate."""
    known = set(PrivacyText.objects.using(using).values_list("kind", flat=True))
    missing = [
        PrivacyText(
            kind=str(kind), version=FIRST_VERSION, text=text, valid_from=dt.date.fromisoformat(FIRST_VALID_FROM)
        )
        for kind, text in FIRST.items()
        if kind not in known
    ]
    if missing:
        PrivacyText.objects.using(using).bulk_create(missing)
