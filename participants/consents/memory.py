"""The texts about data, kept in memory (okoce/reference/memory.py). Nobody may change what is returned."""

from okoce.clock import today
from okoce.reference.memory import Memory
from participants.consents.models import PrivacyText
from participants.consents.texts import KINDS, NOTICE, Purpose


def current(kind):
    """The text of this kind that is valid today; before the first one is, that one."""
    day, found = today(), _by_kind.get()[kind]
    return next((text for text in found if text.valid_from <= day), found[-1])


def notice():
    """The notice that is valid today."""
    return current(NOTICE)


def consents():
    """{purpose: the text that one says yes to today}, in the order they are asked."""
    return {purpose: current(purpose) for purpose in Purpose}


def choices():
    """[(purpose, sentence)] for a form."""
    return [(purpose, text.text) for purpose, text in consents().items()]


def versions(kind):
    """All texts of a kind, the newest first; one that is not valid yet too."""
    return list(_by_kind.get().get(kind, ()))


def of_version(version):
    """The notice of this version; None for one that nobody knows."""
    return next((text for text in versions(NOTICE) if text.version == version), None)


def text(pk):
    """The text with this number."""
    return _texts.get()[pk]


def shown():
    """What a page shows today, as one value: a form sends it back, so that nobody agrees to what they did not read."""
    return "-".join(str(current(kind).pk) for kind, _ in KINDS)


def _read_by_kind():
    found = {}
    for row in _texts.get().values():
        found.setdefault(row.kind, []).append(row)
    return found


_texts = Memory(lambda: {row.pk: row for row in PrivacyText.objects.order_by("-valid_from", "-pk")})
_by_kind = Memory(_read_by_kind)
