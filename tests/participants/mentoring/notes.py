"""What tests of mentoring share."""

import datetime as dt

from okoce.clock import today

DESK = "/pendampingan/"


SECRET = "Suaminya belum setuju"


def ago(days):
    return today() - dt.timedelta(days=days)


def typed(**changes):
    """What the form sends."""
    return {
        "met_on": f"{today():%Y-%m-%d}",
        "kind": "visit",
        "minutes": "45",
        "topics": ["books", "price"],
        "text": SECRET,
        "readers": "pair",
        "next_step": "Catat penjualan tiap hari",
        "next_step_due_on": f"{today() + dt.timedelta(days=7):%Y-%m-%d}",
    } | changes


def words(**changes):
    """The same, cleaned, as the action takes it."""
    return {
        "met_on": today(),
        "kind": "visit",
        "minutes": 45,
        "topics": ["books"],
        "text": SECRET,
        "readers": "pair",
        "next_step": "Catat penjualan",
        "next_step_due_on": None,
        "next_visit_on": None,
    } | changes


def text_at(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()
