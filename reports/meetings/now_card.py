"""settings.NOW_SOURCES: actions that somebody owns, and the meeting that is running or comes next."""

from django.db.models import Count, Min, Q
from django.urls import reverse

from okoce import work_counts
from okoce.clock import today
from okoce.formats import angka, tanggal
from okoce.now_card import Fact, Link, Now, Urgency
from reports.meetings import queries
from reports.meetings.models import Action
from reports.meetings.models.decisions import ADD, CHANGE, CLOSE


def own_actions(request):
    """Return the overdue actions of somebody, else the next that is due; None for who owns none."""
    user = request.user
    if not user.has_perm(CHANGE):
        return None
    return of_counts(**work_counts.kept(user, "own-actions", lambda: _own(user)))


def _own(user):
    mine = Action.objects.visible_to(user, CHANGE).owned_by(user).open()
    late = Q(due_on__lt=today())
    return mine.aggregate(open=Count("pk"), late=Count("pk", filter=late), first_on=Min("due_on"))


def of_counts(open, late, first_on):
    """Return the card for so many open actions, of which so many are overdue; `first_on` is the first last day."""
    if not open:
        return None
    listed = f"{reverse('reports:actions-list')}?tampil=milik"
    if late:
        facts = (Fact("hourglass", f"Terlama jatuh tempo {tanggal(first_on)}", is_late=True),)
        button = Link("Laporkan hasilnya", listed)
        return Now(Urgency.OVERDUE, f"{angka(late)} tindakan rapat Anda terlambat", facts, button)
    facts = (Fact("hourglass", f"Yang pertama jatuh tempo {tanggal(first_on)}", is_deadline=True),)
    return Now(Urgency.WAITS, f"{angka(open)} tindakan rapat milik Anda", facts, Link("Buka tindakan saya", listed))


def to_answer(request):
    """Return the closings that owners proposed, for who answers them; None where none waits."""
    user = request.user
    if not user.has_perm(CLOSE):
        return None
    count = work_counts.kept(user, "to-answer", Action.objects.visible_to(user, CLOSE).to_answer().count)
    if not count:
        return None
    facts = (Fact("people", "Tindakannya tetap terbuka sampai Anda menjawab"),)
    button = Link("Jawab usulnya", f"{reverse('reports:actions-list')}?tampil=usul")
    return Now(Urgency.WAITS, f"{angka(count)} usul menutup tindakan rapat", facts, button)


def meeting(request):
    """Return the meeting that is running, else the next; None for who decides nothing there."""
    if not request.user.has_perm(ADD):
        return None
    found = queries.next_meeting()
    if found is None:
        return None
    until = (Fact("calendar", f"Periode {found.period.number}, sampai {tanggal(found.period.ends_on)}"),)
    if found.is_running:
        button = Link("Buka layar rapat", reverse("reports:meetings-screen", args=[found.pk]))
        return Now(Urgency.RUNNING, "Rapat dua mingguan sedang berlangsung", until, button)
    button = Link(f"Buka rapat {tanggal(found.held_on)}", reverse("reports:meetings-detail", args=[found.pk]))
    is_today = found.held_on <= today()
    sentence = f"Rapat {tanggal(found.held_on)} sudah disiapkan"
    return Now(Urgency.TODAY if is_today else Urgency.WAITS, sentence, until, button)
