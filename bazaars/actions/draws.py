"""The list is frozen, then lots are drawn from it. Nothing is drawn in silence: a second draw says why."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from bazaars import draw as lots
from bazaars.actions import notices, stalls
from bazaars.actions.applications import lock
from bazaars.models import ClosedList, Draw, DrawResult, StallApplication, StallDay
from okoce.clock import today
from okoce.formats import angka, tanggal

Outcome = DrawResult.Outcome


@transaction.atomic
def close(bazaar, *, seed_source, draws_on, by):
    """Freeze the list of applications and say where the seed will come from, before anybody can know it.

    Raise `ValidationError` when it was closed before, or nobody applied.
    """
    bazaar = lock(bazaar.pk)
    if hasattr(bazaar, "closed_list"):
        raise ValidationError("Daftar ini sudah ditutup. Muat ulang halaman ini.")
    if not bazaar.applications_end_on:
        raise ValidationError("Bazar ini tidak membuka lamaran. Isi “lamaran lapak sampai” di admin dulu.")
    if bazaar.applications_end_on >= today():
        raise ValidationError(f"Lamaran masih dibuka sampai {tanggal(bazaar.applications_end_on)}; tutup setelahnya.")
    if not today() < draws_on < bazaar.starts_on:
        raise ValidationError("Pilih hari undian setelah hari ini dan sebelum bazar mulai.")
    applications = list(bazaar.applications.standing().order_by("number"))
    if not applications:
        raise ValidationError("Belum ada lamaran, jadi tidak ada yang diundi.")
    losses = _losses(applications)
    text = lots.canonical(
        bazaar.pk,
        bazaar.stalls,
        [lots.Entry(row.number, losses.get(row.participant_id, 0), row.category) for row in applications],
    )
    return ClosedList.objects.create(
        bazaar=bazaar,
        content=text,
        sha256=lots.fingerprint(text),
        seed_source=seed_source,
        draws_on=draws_on,
        closed_by=by,
    )


@transaction.atomic
def run(bazaar, *, seed, by, reason=""):
    """Draw from the frozen list and give the stalls. A second draw needs a reason and leaves the first as it was.

    Returns the draw with `reached`, how many people were notified by which way. Raise `ValidationError` before the
    announced day, after the start, and without that reason.
    """
    bazaar = lock(bazaar.pk)
    closed = ClosedList.objects.filter(bazaar=bazaar).first()
    if closed is None:
        raise ValidationError("Tutup daftar lamaran dulu, lalu undi.")
    if today() < closed.draws_on:
        raise ValidationError(f"Undian baru boleh pada {tanggal(closed.draws_on)}, seperti yang diumumkan.")
    if bazaar.has_started:
        raise ValidationError("Bazar sudah mulai, jadi lapak tidak dapat diundi lagi.")
    earlier = bazaar.draws.count()
    if earlier and not reason:
        raise ValidationError("Lapak sudah diundi. Tulis alasan undian ulang; alasan ini dibaca umum.")

    applications = {
        row.number: row for row in bazaar.applications.select_related("bazaar", "participant__user").order_by("number")
    }
    listed = [entry.number for entry in lots.parse(closed.content)[1]]
    left_out = frozenset(number for number in listed if applications[number].withdrawn_at)
    places = lots.run(closed.content, seed, left_out=left_out)
    draw = Draw.objects.create(
        bazaar=bazaar,
        number=earlier + 1,
        rule=lots.RULE,
        seed=seed,
        list_sha256=closed.sha256,
        reason=reason,
        drawn_by=by,
    )
    losses = {entry.number: entry.losses for entry in lots.parse(closed.content)[1]}
    results = [_result(draw, applications[p.number], p, losses[p.number], len(places)) for p in places]
    results += [
        DrawResult(
            draw=draw,
            application=applications[number],
            outcome=Outcome.WITHDRAWN,
            reason="Tidak ikut diundi karena lamaran ditarik setelah daftar ditutup.",
        )
        for number in sorted(left_out)
    ]
    DrawResult.objects.bulk_create(results)
    stalls.release(bazaar.stall_days.all(), reason=f"Undian ulang: {reason}"[:200])
    stalls.give_all({place.stall: applications[place.number] for place in places if place.stall}, bazaar.days)

    draw.reached = notices.drawn(draw, [result for result in results if result.outcome != Outcome.WITHDRAWN])
    return draw


def _result(draw, application, place, losses, people):
    stall_count = draw.bazaar.stalls
    row = DrawResult(
        draw=draw,
        application=application,
        position=place.position,
        stall_number=place.stall,
        reserve_number=place.reserve,
    )
    order = f"Urutan {angka(place.position)} dari {angka(people)} pelamar untuk {angka(stall_count)} lapak."
    if place.stall:
        row.outcome, row.reason = Outcome.STALL, order
        return row
    row.outcome = Outcome.RESERVE
    times = f"{angka(losses)} kali kalah" if losses else "belum pernah kalah"
    row.reason = (
        f"{order} Anda {times} sejak lapak terakhir; yang lebih sering kalah didahulukan, lalu urutan undian. "
        f"Urutan {angka(stall_count)} atau lebih awal mendapat lapak. Anda naik bila ada yang mundur."
    )
    return row


def _losses(applications):
    """{participant: losses since their last stall} from bazaars drawn before; who withdrew neither won nor lost."""
    people = [row.participant_id for row in applications]
    earlier = (
        StallApplication.objects.standing()
        .filter(participant__in=people, bazaar__draws__number=1)
        .exclude(bazaar=applications[0].bazaar_id)
        .annotate(won=Exists(StallDay.objects.standing().filter(application=OuterRef("pk"))))
        .order_by("-bazaar__starts_on", "-bazaar_id")
    )
    wins = {}
    for person, won in earlier.values_list("participant_id", "won"):
        wins.setdefault(person, []).append(won)
    return {person: lots.losses_since_win(row) for person, row in wins.items()}
