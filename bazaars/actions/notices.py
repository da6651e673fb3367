"""Notices about stalls. Once each: the key names the draw and the application."""

from django.urls import reverse

from okoce.formats import rentang
from okoce.notifications.sending import notify_participant


def drawn(result):
    application = result.application
    _tell(
        application,
        "stall_drawn",
        f"{result.draw_id}:{application.pk}",
        f"Hasil undian lapak: {result.in_words}",
        result.reason,
    )


def risen(application, number):
    _tell(
        application,
        "stall_from_reserve",
        application.pk,
        f"Anda mendapat lapak {number}",
        f"Pelamar di depan Anda mundur, jadi lapak {number} untuk Anda. Tarik lamaran bila Anda berhalangan.",
    )


def _tell(application, kind, key, subject, body):
    bazaar = application.bazaar
    notify_participant(
        application.participant,
        kind,
        key=f"{kind}:{key}",
        subject=subject,
        body=f"{application.participant.name}, {bazaar.name}, {rentang(bazaar.starts_on, bazaar.ends_on)}: {body}",
        url=reverse("bazaars:applications-mine"),
    )
