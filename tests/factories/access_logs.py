"""Rows of the access log, asked by person."""

from okoce.accounts.models import AccessLog


def rows_about(person, **filters):
    """The rows that name a person, alone or among others, oldest first."""
    rows = AccessLog.objects.filter(subject="people.participant", **filters).order_by("pk")
    return [row for row in rows if person.pk in row.ids]
