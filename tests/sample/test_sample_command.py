"""The command that loads a sample, in a database without reference data."""

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_without_a_programme_year_the_command_says_what_to_run(settings):
    settings.EMBEDDED = True

    with pytest.raises(CommandError, match="run load_reference first"):
        call_command("load_sample", people=10, verbosity=0)
