"""The sample shows what the Dinas does about a year."""

import pytest
from django.core.management import call_command

from okoce.accounts.models import User
from sample import loading
from trainings.years.models import YearTurn

pytestmark = pytest.mark.django_db


def test_new_rules_and_a_new_year_wait_and_targets_stand_on_decisions_of_which_one_raised_three(client):
    call_command("load_reference", verbosity=0)
    loading.load(300, seed="uji")
    user = User.objects.get(email="dinas@contoh.okoce.example")
    client.force_login(user, backend="okoce.accounts.backends.PortalBackend")

    now = client.get("/").context["now"]
    assert "Perubahan aturan" in now.sentence
    assert client.get(now.button.url).context["may_confirm"]
    assert client.get(f"/program/tahun/{YearTurn.objects.get().pk}/").context["may_confirm"]
    assert client.get("/program/target/").context["decree"].number.startswith("e-0188")
    rows = client.get("/program/target/riwayat/").context["rows"]
    assert [(row["old"], row["new"]) for row in rows] == [(400, 480)] * 3
