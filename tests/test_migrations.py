"""The tables are those of the models."""

import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def test_every_model_has_its_migration(capsys):
    call_command("makemigrations", check=True, dry_run=True)

    assert "No changes detected" in capsys.readouterr().out
