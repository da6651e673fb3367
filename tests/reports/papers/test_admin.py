"""In the admin reports are looked at, by who may, and never written."""

import pytest
from django.urls import reverse

from tests.factories.people import make_user
from tests.factories.places import BARAT, GROGOL, PROVINCE
from tests.factories.reports import make_period
from tests.reports.papers.running import start

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "region", "period", "run", "report"),
    [
        ("officer", GROGOL, 403, 200, 403),
        ("staff", BARAT, 403, 200, 403),
        ("province", PROVINCE, 200, 200, 200),
        ("auditor", PROVINCE, 200, 200, 200),
        ("privacy", PROVINCE, 403, 403, 403),
        ("official", PROVINCE, 403, 403, 403),
    ],
)
def test_who_looks_at_what(client, role, region, period, run, report):
    made = start(make_period(), by=make_user("official", region=PROVINCE))
    client.force_login(make_user(role, region=region))

    for name, row, expected in [
        ("snapshots_period", made.period, period),
        ("papers_reportrun", made, run),
        ("papers_report", made.reports.first(), report),
    ]:
        listed = client.get(reverse(f"admin:{name}_changelist"))
        opened = client.get(reverse(f"admin:{name}_change", args=[row.pk]))
        assert [listed.status_code, opened.status_code] == [expected] * 2, name


def test_nobody_writes(client):
    made = start(make_period(), by=make_user("official", region=PROVINCE))
    client.force_login(make_user("province"))

    for name, row in [
        ("snapshots_period", made.period),
        ("papers_reportrun", made),
        ("papers_report", made.reports.first()),
    ]:
        assert client.get(reverse(f"admin:{name}_add")).status_code == 403
        assert client.post(reverse(f"admin:{name}_change", args=[row.pk]), {}).status_code == 403
        assert client.post(reverse(f"admin:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_a_run_of_another_area_is_not_there(client):
    made = start(make_period(), by=make_user("official", region="31.75.06"))
    client.force_login(make_user("staff", region=BARAT))

    for pk in (made.pk, made.pk + 99):
        assert client.get(reverse("admin:papers_reportrun_change", args=[pk])).status_code == 404
    assert "1 pembuatan" not in client.get(reverse("admin:papers_reportrun_changelist")).content.decode()
