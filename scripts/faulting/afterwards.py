"""What is missing, there twice or late, once every delivery is over."""

import datetime as dt
import re
import time
from collections import Counter

SEND_PATIENCE = 600  # seconds beyond the last try that is planned


def write_messages(users, numbers, name):
    """A message to each of some people, as an act of the portal would write it."""
    from okoce.notifications.sending import notify

    for user in users:
        number = next(numbers)
        notify(user, "uji", key=f"faults:{number}", subject=f"Kabar nomor {number:05d}.", body=f"Saat: {name}")


def wait_for_deliveries():
    """Wait until no delivery has a job left, as long as the tries that are planned take."""
    from django.db.models import Max

    from okoce.clock import now
    from okoce.jobs.models import Job

    left = Job.objects.filter(name="notifications.deliver", state__in=[Job.State.QUEUED, Job.State.RUNNING])
    planned = left.aggregate(last=Max("due_at"))["last"] or now()
    until = time.monotonic() + max(0, (planned - now()).total_seconds()) + SEND_PATIENCE
    while left.exists() and time.monotonic() < until:
        time.sleep(2)


def check(crowd, sink, written, *, kills):
    """Print what became of everything, and return what contradicts a promise. `kills`: mails that may be uncertain."""
    wait_for_deliveries()
    return [*_seats(crowd), *_messages(sink, written), *_codes(crowd, sink), *_uncertain(sink, kills), *_jobs()]


def _seats(crowd):
    from trainings.seats.models import Seat

    seats = set(Seat.objects.values_list("participant", "session"))
    lost = [pair for pair in crowd.booked if pair not in seats]
    print(f"seats: {len(crowd.booked)} acknowledged, {len(lost)} lost")
    return [f"seat {pair} was lost" for pair in lost]


def _messages(sink, written):
    from okoce.notifications.models import Delivery

    copies = Counter(number for mail in sink.mails if (number := _number(mail)))
    states = dict(_deliveries_of_messages().values_list("message__key", "state"))
    counts, bad = Counter(), []
    for number in range(1, written + 1):
        state, times = states.get(f"faults:{number}"), copies[number]
        if state == Delivery.State.SENT and times == 1:
            counts["once"] += 1
        elif state == Delivery.State.SENDING and times <= 1:
            counts["uncertain"] += 1
        else:
            bad.append(f"message {number} is {state} and was sent {times} times")
    twice = sum(times > 1 for times in copies.values())
    print(
        f"messages: {written} written, {counts['once']} sent once, {twice} sent twice, "
        f"{counts['uncertain']} uncertain, {len(bad)} otherwise"
    )
    return bad


def _codes(crowd, sink):
    """A code is tried after 0, 1, 3 and 8 minutes while it is valid, ten minutes; then it has expired, in words too."""
    from okoce.notifications.models import Delivery

    State = Delivery.State
    mails = {}
    for mail in sink.mails:
        for receiver in mail.receivers:
            mails.setdefault(receiver, []).append(mail)
    rows = Delivery.objects.filter(kind="login_code", user__email__in=crowd.asked)
    found = {row.user.email: row for row in rows.select_related("user")}
    counts, bad = Counter(), []
    for address in crowd.asked:
        row, taken = found.get(address), mails.get(address, [])
        late = [mail for mail in taken if row and mail.at > row.expires_at]
        allowed = {State.SENT: [1], State.EXPIRED: [0], State.SENDING: [0, 1]}.get(row.state if row else None, [])
        if late or len(taken) not in allowed:
            bad.append(f"code for {address} is {row and row.state}, sent {len(taken)} times, {len(late)} too late")
        else:
            counts[row.state] += 1
            counts["waited"] += row.state == State.SENT and row.attempts > 1
    print(
        f"codes: {len(crowd.asked)} asked for, {counts[State.SENT]} sent once and in time "
        f"({counts['waited']} at a later try), {counts[State.EXPIRED]} given up unsent and expired, "
        f"{counts[State.SENDING]} uncertain, {len(bad)} twice, late or missing"
    )
    return bad


def _uncertain(sink, kills):
    """What a kill interrupted between the server's greeting and the record of its answer."""
    from okoce.notifications.models import Delivery

    rows = list(Delivery.objects.filter(state=Delivery.State.SENDING).select_related("message", "user"))
    numbers = Counter(_number(mail) for mail in sink.mails)
    receivers = Counter(receiver for mail in sink.mails if not _number(mail) for receiver in mail.receivers)
    accepted = sum(bool(numbers[_number_of(row.message)] if row.message else receivers[row.user.email]) for row in rows)
    Delivery.UNCERTAIN_AFTER = dt.timedelta(0)  # a quarter of an hour later, when staff see them
    shown = set(Delivery.objects.undelivered().values_list("pk", flat=True))
    hidden = [row for row in rows if row.pk not in shown]
    sealed = [row for row in rows if row.sealed]
    print(
        f"accepted by the server, the worker died before it was recorded: {accepted}\n"
        f"interrupted before the server had the whole text: {len(rows) - accepted}\n"
        f"of these {len(rows)} not sent again by itself and shown to staff as uncertain: {len(rows) - len(hidden)}"
    )
    bad = [f"uncertain delivery {row.pk} is shown to nobody" for row in hidden]
    bad += [f"uncertain delivery {row.pk} keeps its text" for row in sealed]
    if len(rows) > kills:
        bad.append(f"{len(rows)} deliveries are uncertain, while kills can have interrupted {kills} at most")
    return bad


def _jobs():
    from okoce.jobs.models import Job

    jobs = Job.objects.order_by().exclude(state=Job.State.DONE)
    left = list(jobs.filter(name="notifications.deliver").values_list("pk", "state"))
    return [f"the job {pk} of a delivery is {state}" for pk, state in left]


def _deliveries_of_messages():
    from okoce.notifications.models import Delivery

    return Delivery.objects.filter(message__key__startswith="faults:")


def _number(mail):
    found = re.search(r"Kabar nomor (\d{5})\.", mail.text)
    return int(found[1]) if found else None


def _number_of(message):
    return int(message.key.removeprefix("faults:"))
