"""The card that an officer has not seen yet, on the card "Sekarang" of a participant."""

from okoce.now_card import Fact, Link, Now, Urgency

TRAININGS = "/pelatihan/"


def card_to_show(number, kecamatan):
    """Return what somebody does whose registration waits for the check of their card."""
    facts = (
        Fact("id-card", f"Nomor pendaftaran {number}"),
        Fact("training", "Boleh juga di pelatihan pertama Anda"),
    )
    return Now(Urgency.WAITS, f"Tunjukkan KTP di meja Kecamatan {kecamatan}", facts, Link("Pilih pelatihan", TRAININGS))
