"""The measures that an older version kept as free parameters of stages become fields, and so does their history."""

import datetime as dt
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

measures_of = import_module("okoce.programme.migrations.0004_carry_measures").measures_of
USUAL = measures_of([])[0]
BEFORE, AFTER = [("programme", "0002_history")], [("programme", "0005_limits")]


@pytest.mark.parametrize(
    ("rules", "changed"),
    [
        ([{}, {"attendance_percent": 80}], {"attendance_percent": 80}),
        ([{"attendance_percent": 80.0}], {"attendance_percent": 80}),
        ([{"attendance_percent": "80"}], {"attendance_percent": 80}),
        (
            [{"notes": 3, "finished_follow_up": 0}, {"days_apart": 0}],
            {"notes": 3, "finished_follow_up": 0, "days_apart": 0},
        ),
        ([{"notes": 3}, {"notes": 4}], {"notes": 4}),
        ([{"licence_kinds": ["halal", "merek"]}], {"counts_nib": False, "counts_halal": True, "counts_merek": True}),
        ([{"statements": 6}], {"statements": 6}),
        ([{"finished_steps": 9, "licences": 2, "sales": 1}], {}),
    ],
)
def test_what_was_judged_by_is_carried(rules, changed):
    assert measures_of(rules) == (USUAL | changed, [])


@pytest.mark.parametrize(
    ("rule", "unusable"),
    [
        ({"attendance_percent": "lima"}, ["attendance_percent"]),
        ({"attendance_percent": 0}, ["attendance_percent"]),
        ({"attendance_percent": 101}, ["attendance_percent"]),
        ({"attendance_percent": True}, ["attendance_percent"]),
        ({"notes": None}, ["notes"]),
        ({"notes": 2.5}, ["notes"]),
        ({"licence_kinds": []}, ["licence_kinds"]),
        ({"licence_kinds": "nib"}, ["licence_kinds"]),
        ({"statements": 7}, ["statements", "months"]),
    ],
)
def test_what_nobody_could_be_judged_by_becomes_the_usual(rule, unusable):
    assert measures_of([rule]) == (USUAL, unusable)


@pytest.fixture
def migrated(transactional_db):
    """migrated(BEFORE) gives the apps of that state of the programme; afterwards all is as it was."""

    def migrate(targets):
        executor = MigrationExecutor(connection)
        executor.migrate(targets)
        return MigrationExecutor(connection).loader.project_state(targets).apps

    yield migrate
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


YEAR = {"year": 2026, "name": "OK OCE", "starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 12, 31)}
T = [dt.datetime(2026, 3, 1, hour, tzinfo=dt.UTC) for hour in range(6)]
STOOD = "keadaan sebelum perubahan pertama"


def make_old_year(apps, rules):
    """A year with a stage for each of these parameters, as an older version kept it."""
    year = apps.get_model("programme", "ProgrammeYear").objects.create(**YEAR)
    Stage = apps.get_model("programme", "ProgrammeStage")
    stages = [
        Stage.objects.create(programme_year=year, stage=stage, position=position, name=stage, summary="-", rule=rule)
        for position, (stage, rule) in enumerate(rules.items(), start=1)
    ]
    return year, stages


def stage_copy(apps, stage, at, rule, kind="~", reason=""):
    apps.get_model("programme", "HistoricalProgrammeStage").objects.create(
        id=stage.pk, programme_year_id=stage.programme_year_id, stage=stage.stage, position=stage.position,
        name=stage.name, summary="-", rule=rule, history_date=at, history_type=kind, history_change_reason=reason,
    )  # fmt: skip


def year_copy(apps, year, at, name, kind="~", reason=""):
    apps.get_model("programme", "HistoricalProgrammeYear").objects.create(
        id=year.pk, **YEAR | {"name": name}, history_date=at, history_type=kind, history_change_reason=reason
    )


def told(apps):
    """(when, kind, reason, name, share of meetings, notes) of each copy, in their order."""
    copies = apps.get_model("programme", "HistoricalProgrammeYear").objects.order_by("history_id")
    names = ("history_date", "history_type", "history_change_reason", "name", "attendance_percent", "notes")
    return list(copies.values_list(*names))


@pytest.mark.long
def test_a_year_and_its_history_keep_the_measures_of_each_instant(migrated):
    old = migrated(BEFORE)
    year, (training, mentoring) = make_old_year(
        old, {"pelatihan": {"attendance_percent": 90}, "pendampingan": {"notes": 4}}
    )
    stage_copy(old, training, T[1], {"attendance_percent": 75}, "+", STOOD)
    stage_copy(old, training, T[1], {"attendance_percent": 80})
    year_copy(old, year, T[2], "Lama", "+", STOOD)
    year_copy(old, year, T[2], "OK OCE")
    stage_copy(old, mentoring, T[3], {"notes": 2}, "+", STOOD)
    stage_copy(old, mentoring, T[3], {"notes": 4})
    stage_copy(old, training, T[4], {"attendance_percent": 90, "unknown": 1})
    stage_copy(old, training, T[5], {"attendance_percent": 90})

    new = migrated(AFTER)

    row = new.get_model("programme", "ProgrammeYear").objects.values("attendance_percent", "notes", "days_apart").get()
    assert row == {"attendance_percent": 90, "notes": 4, "days_apart": 7}
    assert told(new) == [
        (T[1], "+", STOOD, "Lama", 75, 2),
        (T[1], "~", "", "Lama", 80, 2),
        (T[2], "~", "", "OK OCE", 80, 2),
        (T[3], "~", "", "OK OCE", 80, 4),
        (T[4], "~", "", "OK OCE", 90, 4),
    ]


@pytest.mark.long
def test_a_year_that_could_not_be_judged_by_is_named_and_usual_again(migrated, capsys):
    old = migrated(BEFORE)
    year, _ = make_old_year(old, {"pelatihan": {"attendance_percent": "lima"}})
    old.get_model("programme", "ProgrammeYear").objects.filter(pk=year.pk).update(minimum_age=3)

    new = migrated(AFTER)

    row = new.get_model("programme", "ProgrammeYear").objects.values("attendance_percent", "minimum_age").get()
    assert row == {"attendance_percent": 75, "minimum_age": 10}
    assert told(new) == []
    assert "Tahun 2026: attendance_percent, minimum_age di luar batas dan diganti" in capsys.readouterr().out
