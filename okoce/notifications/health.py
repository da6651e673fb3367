"""What /sehat/ says about messages: those given up that nobody has dealt with."""

from okoce.notifications.models import Delivery

SENTENCE = "{count} pesan tidak terkirim dan belum diurus: buka Tugas, Pesan tidak terkirim."


def problems():
    """Return a sentence when messages were given up; empty when somebody has dealt with all of them."""
    count = Delivery.objects.undelivered().count()
    return [SENTENCE.format(count=count)] if count else []
