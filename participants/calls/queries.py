"""Call lists by part, by event and by kecamatan."""

from django.db.models import Count, F, Min, Q, TextChoices

from okoce.formats import tanggal
from okoce.pagination import counted_together
from participants.calls.models import Notice, Topic

State = Notice.State


class Part(TextChoices):
    """Parts of a call list, by what they are asked by in addresses."""

    TO_CALL = "telepon", "Perlu ditelepon"
    WITH_MENTORS = "pendamping", "Pada pendamping"
    WRONG = "salah", "Nomor salah"
    GIVEN_UP = "belum", "Tidak terjawab atau terlewat"
    FINISHED = "selesai", "Selesai"


def of_part(user, part):
    """The notices of one part of somebody's call list."""
    if part == Part.WITH_MENTORS:
        return Notice.objects.with_mentors(user).to_call()
    own = Notice.objects.on_list_of(user)
    if part == Part.TO_CALL:
        return own.to_call()
    if part == Part.WRONG:  # a mentor corrects no number
        return Notice.objects.callable_by(user).with_wrong_number()
    return own.given_up() if part == Part.GIVEN_UP else own.finished()


def waiting(user):
    """{"people", "oldest", "since"}: how many calls wait for somebody, and since when the oldest does."""
    found = of_part(user, Part.TO_CALL).order_by().aggregate(people=Count("pk"), oldest=Min("created_at"))
    return found | {"since": f"paling lama sejak {tanggal(found['oldest'])}"}


def counts(user, *, topic=None):
    """[(part, how many)] of somebody's list, or of what it holds about one event; up to one more than MOST_COUNTED."""
    among = Notice.objects.filter(topic=topic) if topic else Notice.objects.all()
    lists = {part: of_part(user, part) for part in Part}
    if topic:
        lists = {part: notices.filter(topic=topic) for part, notices in lists.items()}
    return list(counted_together(lists, among=among).items())


def by_topic(notices):
    """Events with how many wait, the one that ends first before the others."""
    grouped = notices.order_by().values("topic", "topic__label", "topic__kind")
    grouped = grouped.annotate(people=Count("pk"), oldest=Min("created_at"), until=Min("useful_until"))
    return grouped.order_by(F("until").asc(nulls_last=True), "oldest", "topic")


def by_kecamatan(notices):
    """Kecamatan of the people today, the oldest call first."""
    grouped = notices.order_by().values("participant__kecamatan")
    return grouped.annotate(people=Count("pk"), oldest=Min("created_at")).order_by("oldest", "participant__kecamatan")


def event_counts(topic):
    """People of an event by how far their notice is: reached by message or call, to call, not reached."""
    notices = topic.notices.exclude(state=State.REPLACED).order_by()
    arrived = Q(state=State.REACHED)
    return notices.aggregate(
        people=Count("participant", distinct=True),
        by_message=Count("pk", filter=Q(state=State.MESSAGE)),
        by_call=Count("pk", filter=arrived),
        to_call=Count("pk", filter=Q(state=State.OPEN)),
        not_reached=Count("pk", filter=Q(state__in=[State.MISSED, State.WRONG, State.IMPOSSIBLE])),
    )


def event_kecamatan(topic):
    """Where the people live on whose lists a notice of this event was put."""
    called = topic.notices.exclude(state__in=[State.REPLACED, State.MESSAGE]).order_by()
    return called.values("participant__kecamatan").annotate(people=Count("pk")).order_by("participant__kecamatan")


def topic_number(kind, subject_id):
    """The number of an event of which somebody was notified, or None."""
    return Topic.objects.filter(kind=kind, subject_id=subject_id).values_list("pk", flat=True).first()
