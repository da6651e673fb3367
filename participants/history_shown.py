"""What changed in a person's records, as far as its reader may see each of them."""

from okoce import history_shown
from okoce.formats import bulan
from okoce.history_shown import Told
from participants import availability, names, nik, phones
from participants.models import Business, CapitalApplication, Licence, MentoringNote, MonthlyStatement, Participant

DOUBTS = nik.FLAG_MESSAGES | names.FLAG_MESSAGES
VOID = ("voided_by",)  # whose hand it was is told of every change
ALL = 10_000  # changes of one person
# Money is read behind its own door, and who logs in for somebody is theirs to tell: here only that it changed.
MONEY = ("sales", "costs", "lender", "amount", "reason", "void_reason")


def of_person(person, *, seen_by, first=0, count=20, names=True):
    """(events, whether there are more)."""

    def copies(model):
        return model.history.filter(participant=person).visible_to(seen_by)

    return history_shown.events(
        of_data(Participant.history.filter(id=person.pk).visible_to(seen_by)),
        Told(copies(Business)),
        Told(copies(Licence), VOID, name=lambda copy: f"izin {copy.get_kind_display()}"),
        Told(copies(MonthlyStatement), VOID, MONEY, name=lambda copy: f"laporan keuangan {bulan(copy.month_on)}"),
        Told(copies(CapitalApplication), VOID, MONEY),
        Told(copies(MentoringNote), VOID, words={"topics": _topics}),
        first=first,
        count=count,
        owner=person.user,
        names=names,
    )


def of_data(copies, *, concealed=()):
    """The person's own row; its kecamatan follows from the kelurahan."""
    words = {"phone": phones.shown, "availability": availability.in_words, "flags": _doubts}
    return Told(copies, ("kecamatan",), ("user", *concealed), words, name=lambda _: "data peserta")


def _topics(chosen):
    return ", ".join(topic.label for topic in MentoringNote.Topic if topic in chosen) or history_shown.EMPTY


def _doubts(flags):
    return " ".join(DOUBTS.get(flag, flag) for flag in flags) or "tidak ada"
