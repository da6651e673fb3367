"""What changed in a person's records, as far as its reader may see each of them."""

from okoce import history_display
from okoce.formats import bulan
from okoce.history_display import ShownHistory
from participants.capital import models as capital
from participants.cleaning import availability, nik, phones
from participants.cleaning import person_names as names
from participants.finances import models as finances
from participants.mentoring.models import MentoringNote
from participants.people.models import Business, Participant
from participants.permits.models import Licence

DOUBTS = nik.FLAG_MESSAGES | names.FLAG_MESSAGES
VOID = ("voided_by",)  # the actor is shown with every change
ALL = 10_000  # changes of one person


def of_person(person, *, seen_by, first=0, count=20, names=True):
    """(events, whether there are more)."""

    def copies(model):
        return model.history.filter(participant=person).visible_to(seen_by)

    return history_display.events(
        of_data(Participant.history.filter(id=person.pk).visible_to(seen_by)),
        ShownHistory(copies(Business)),
        ShownHistory(copies(Licence), VOID, name=lambda copy: f"izin {copy.get_kind_display()}"),
        ShownHistory(
            copies(finances.MonthlyStatement),
            VOID,
            finances.CONCEALED,
            name=lambda copy: f"laporan keuangan {bulan(copy.month_on)}",
        ),
        ShownHistory(copies(capital.CapitalApplication), VOID, capital.CONCEALED),
        ShownHistory(copies(MentoringNote), VOID, words={"topics": _topics}),
        first=first,
        count=count,
        owner=person.user,
        names=names,
    )


def of_data(copies, *, concealed=()):
    """The person's own row; its kecamatan follows from the kelurahan."""
    words = {"phone": phones.shown, "availability": availability.in_words, "flags": _doubts}
    return ShownHistory(copies, ("kecamatan",), ("user", *concealed), words, name=lambda _: "data peserta")


def _topics(chosen):
    return ", ".join(topic.label for topic in MentoringNote.Topic if topic in chosen) or history_display.EMPTY


def _doubts(flags):
    return " ".join(DOUBTS.get(flag, flag) for flag in flags) or "tidak ada"
