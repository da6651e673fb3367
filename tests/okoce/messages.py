"""What tests of notifications share."""

from okoce.notifications.sending import notify


def tell(user, *, key="uji", **words):
    words = {"subject": "Kursi ditawarkan", "body": "Ada kursi untuk Anda.", "url": "/pelatihan/"} | words
    return notify(user, "seat_offered", key=key, **words)


def make_messages(number, *, user):
    return [tell(user, key=f"uji:{user.pk}:{serial}", subject=f"Kabar {serial}") for serial in range(number)]
