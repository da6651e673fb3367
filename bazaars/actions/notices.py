"""Notices about stalls. Once each: the key names the draw and the application."""

from django.urls import reverse, reverse_lazy

from okoce.clock import day_starts_at
from okoce.formats import rentang
from participants.calls.actions import notices
from participants.calls.letters import Letter
from participants.calls.models import Topic

MINE = reverse_lazy("bazaars:applications-mine")


def applied(application):
    """They applied themselves."""
    return notices.confirm(
        application.participant,
        "stall_applied",
        key=f"stall_applied:{application.pk}:{application.applied_at:%Y%m%d}",
        subject="Lamaran lapak dicatat",
        text=f"{days_of(application.bazaar)} Nomor lamaran {application.number}.",
        url=str(MINE),
    )


def drawn(draw, results):
    """Notify all applicants of a draw, each once. Returns how many by which way."""
    letters = [
        Letter(
            result.application.participant,
            "stall_drawn",
            f"stall_drawn:{draw.pk}:{result.application_id}",
            f"Hasil undian lapak: {result.in_words}",
            f"{days_of(draw.bazaar)} Hasil undian lapak: {result.in_words}. {result.reason}",
            url=str(MINE),
            useful_until=day_starts_at(draw.bazaar.starts_on),
        )
        for result in results
    ]
    return notices.notify_participants(letters, topic=topic_of_bazaar(draw.bazaar), replaces=True)


def risen(application, number):
    letter = Letter(
        application.participant,
        "stall_from_reserve",
        f"stall_from_reserve:{application.pk}",
        f"Anda mendapat lapak {number}",
        f"{days_of(application.bazaar)} Pelamar di depan Anda mundur, jadi lapak {number} untuk Anda. "
        "Tarik lamaran bila Anda berhalangan.",
        url=str(MINE),
        useful_until=day_starts_at(application.bazaar.starts_on),
    )
    return notices.notify_participants([letter], topic=topic_of_bazaar(application.bazaar), replaces=True)


def changed(bazaar, change, applications):
    """Notify applicants of a bazaar that was moved or taken off the list. Returns how many by which way."""
    if bazaar.is_published:
        subject, now_it_is = "Bazar berubah", f"Sekarang {change.after}"
    else:
        subject, now_it_is = "Bazar tidak jadi diumumkan", "Bazar ini tidak diumumkan lagi; tunggu kabar berikutnya"
    letters = [
        Letter(
            application.participant,
            "bazaar_changed",
            f"bazaar_changed:{change.pk}:{application.pk}",
            subject,
            f"bazar “{bazaar.name}” berubah. Semula {change.before}. {now_it_is}. {_stall_words(application)}",
            url=str(MINE),
            useful_until=day_starts_at(bazaar.ends_on),
        )
        for application in applications
    ]
    return notices.notify_participants(letters, topic=change.topic, replaces=True)


def left(application):
    """They withdrew: nobody need be called about it any more."""
    notices.withdraw(Topic.Kind.BAZAAR, application.bazaar_id, application.participant_id)


def topic_of_bazaar(bazaar):
    label = f"{bazaar.name}, {rentang(bazaar.starts_on, bazaar.ends_on)}"
    url = reverse("bazaars:bazaars-detail", args=[bazaar.pk])
    return notices.topic_of(Topic.Kind.BAZAAR, bazaar.pk, label=label, url=url, host_id=bazaar.kecamatan_id)


def days_of(bazaar):
    return f"Bazar “{bazaar.name}”, {rentang(bazaar.starts_on, bazaar.ends_on)}, di {bazaar.venue}."


def _stall_words(application):
    """With `number`, their stall, where they have one."""
    if application.stall_number:
        return f"Lapak Anda nomor {application.stall_number}."
    return f"Nomor lamaran Anda {application.number}."
