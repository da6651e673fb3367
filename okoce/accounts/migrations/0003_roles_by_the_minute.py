"""A role starts and ends at an instant: the first of its first day, the first after its last."""

import datetime as dt

import okoce.clock
from django.db import migrations, models

MODELS = ("RoleAssignment", "HistoricalRoleAssignment")
ONE_DAY, LEAST = dt.timedelta(days=1), dt.timedelta(microseconds=1)


# One update a row: PostgreSQL alters no table of which a row was updated twice in the same transaction.


def days_to_instants(apps, schema_editor):
    for rows in _tables(apps, schema_editor):
        for first, last in set(rows.values_list("starts_on", "ends_on")):
            rows.filter(starts_on=first, ends_on=last).update(
                starts_at=okoce.clock.day_starts_at(first),
                ends_at=None if last is None else okoce.clock.day_starts_at(last + ONE_DAY),
            )


def instants_to_days(apps, schema_editor):
    for rows in _tables(apps, schema_editor):
        for start, end in set(rows.values_list("starts_at", "ends_at")):
            rows.filter(starts_at=start, ends_at=end).update(
                starts_on=okoce.clock.wib_day(start),
                ends_on=None if end is None else okoce.clock.wib_day(max(start, end - LEAST)),
            )


def _tables(apps, schema_editor):
    using = schema_editor.connection.alias
    return [apps.get_model("accounts", name)._base_manager.using(using).order_by() for name in MODELS]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_history"),
        ("regions", "0001_initial"),
    ]

    operations = [
        *(
            operation
            for name in ("roleassignment", "historicalroleassignment")
            for operation in (
                migrations.AddField(name, "starts_at", models.DateTimeField("mulai", default=okoce.clock.now)),
                migrations.AddField(name, "ends_at", models.DateTimeField("berakhir", blank=True, null=True)),
            )
        ),
        migrations.AddField(
            "roleassignment",
            "sessions_ended_at",
            models.DateTimeField("sesi diakhiri", blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            "user",
            "session_epoch",
            models.PositiveIntegerField("angkatan sesi", db_default=0, default=0, editable=False),
        ),
        migrations.RemoveConstraint("roleassignment", "one_open_assignment_per_role"),
        migrations.RemoveConstraint("roleassignment", "assignment_ends_after_start"),
        migrations.RunPython(days_to_instants, instants_to_days),
        *(
            migrations.RemoveField(name, field)
            for name in ("roleassignment", "historicalroleassignment")
            for field in ("ends_on", "starts_on")
        ),
        migrations.AddConstraint(
            "roleassignment",
            models.UniqueConstraint(
                condition=models.Q(("ends_at", None)),
                fields=("user", "role", "region"),
                name="one_open_assignment_per_role",
            ),
        ),
        migrations.AddConstraint(
            "roleassignment",
            models.CheckConstraint(
                condition=models.Q(("ends_at", None), ("ends_at__gte", models.F("starts_at")), _connector="OR"),
                name="assignment_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            "roleassignment",
            models.CheckConstraint(
                condition=models.Q(
                    ("sessions_ended_at", None), ("ends_at__lte", models.F("sessions_ended_at")), _connector="OR"
                ),
                name="sessions_end_after_the_role",
            ),
        ),
    ]
