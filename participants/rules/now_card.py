"""settings.NOW_SOURCES: a change of rules that waits for who may confirm it."""

from django.urls import reverse

from okoce.formats import tanggal
from okoce.now_card import Fact, Link, Now, Urgency
from participants.rules import display
from participants.rules.models import CONFIRM, RuleChange

SHOWN = ("effect", "counts_from", "programme_year__year")


def change_to_confirm(request):
    """Return the oldest change that another person proposed and whose effect is counted; None without one."""
    if not request.user.has_perm(CONFIRM):
        return None
    waiting = RuleChange.objects.waiting().exclude(proposed_by=request.user).exclude(counted_at=None)
    change = waiting.select_related("programme_year").only(*SHOWN).order_by("pk").first()
    if change is None:
        return None
    facts = (
        Fact("people", display.sentence(change.effect)),
        Fact("calendar", f"Berlaku mulai {tanggal(change.counts_from)}, setelah orang kedua mengesahkan"),
    )
    button = Link("Lihat dan putuskan", reverse("participants:rules-detail", args=[change.pk]))
    return Now(Urgency.BLOCKS, f"Perubahan aturan {change.programme_year.year} menunggu pengesahan", facts, button)
