"""What the Dinas does about the year: targets by decision, one change of them, new rules and a new year to confirm."""

import datetime as dt

from okoce import history
from okoce.accounts.models import User
from okoce.programme.models import Target, TargetDecree
from okoce.programme.stages import Stage
from participants.finances.models import MonthlyStatement
from participants.people.models import Participant
from participants.rules.actions import proposing
from sample.staff import SECOND_OF_PROVINCE
from trainings.years.actions import turning

# Of the thousand who are to be registered, how many are to reach each stage.
PEOPLE = {
    Stage.REGISTRATION: 1000,
    Stage.TRAINING: 1000,
    Stage.MENTORING: 600,
    Stage.PERMITS: 400,
    Stage.MARKETING: 200,
    Stage.FINANCES: 120,
    Stage.CAPITAL: 50,
}
SHORT_OF_ONE = 12
COUNTED_HERE = 20_000  # people; of more the workers count whom the change moves
RAISED, BY = ("31.73.02", "31.73.05", "31.75.06"), 80


def add(province, ground):
    """Targets of all stages by one decision, raised in three kecamatan by another; two proposals to confirm."""
    _targets(province, ground)
    _two_statements(ground)
    second = User.objects.get(email=SECOND_OF_PROVINCE[0])
    change = proposing.propose(
        ground.year,
        {"statements": 2, "days_apart": 10},
        counts_from=ground.today,
        reason="SK pelaporan baru: dua laporan cukup, catatan pendampingan lebih berjarak",
        by=second,
    )
    number = ground.year.year + 1
    turning.propose(
        ground.year,
        year=number,
        starts_on=dt.date(number, 1, 1),
        ends_on=dt.date(number, 12, 31),
        percent=105,
        by=second,
    )
    if Participant.objects.count() <= COUNTED_HERE:
        proposing.count(change.pk)()
        change.job.delete()


def _two_statements(ground):
    """Some who sell and handed in two statements: one too few by the rules that stand, enough by the proposed ones."""
    sellers = Participant.objects.filter(standings__stage=Stage.MARKETING, monthly_statements=None)
    first = ground.today.replace(day=1)
    months = [(first - dt.timedelta(days=days)).replace(day=1) for days in (35, 5)]
    MonthlyStatement.objects.bulk_create(
        MonthlyStatement(
            participant=person, month_on=month, sales=1_750_000, costs=1_100_000, submitted_on=ground.today
        )
        for person in sellers.order_by("kecamatan", "pk")[:SHORT_OF_ONE]
        for month in months
    )


def _targets(province, ground):
    first, later = (
        TargetDecree(
            programme_year=ground.year,
            number=number,
            signed_on=min(day, ground.today),
            source=TargetDecree.Source.PASTED,
            written_by=province,
            written_at=ground.recorded(day + dt.timedelta(days=2), 10),
        )
        for number, day in (
            (f"e-0012/KS.01/{ground.year.year}", ground.year.starts_on + dt.timedelta(days=9)),
            (f"e-0188/KS.01/{ground.year.year}", ground.today - dt.timedelta(days=20)),
        )
    )
    TargetDecree.objects.bulk_create([first, later])
    rows = Target.objects.filter(programme_year=ground.year).values_list("kecamatan", "agency")
    Target.objects.bulk_create(
        (
            Target(programme_year=ground.year, kecamatan_id=kecamatan, agency_id=agency, stage=stage, people=people)
            for kecamatan, agency in set(rows)
            for stage, people in PEOPLE.items()
        ),
        ignore_conflicts=True,
    )
    targets = Target.objects.filter(programme_year=ground.year)
    targets.update(decree=first)
    with history.resumed(), history.acting(province):
        raised = list(targets.filter(kecamatan__in=RAISED, stage=Stage.PERMITS))
        for row in raised:
            row.people, row.decree = row.people + BY, later
        Target.objects.bulk_update(raised, ["people", "decree"])
