"""Columns in which a phone may stand in plain: each is here with the reason, as docs/dpia.md says it."""

import pytest
from django.apps import apps
from django.conf import settings

from tests.markers.test_markers import PHONE_COLUMNS

pytestmark = pytest.mark.once

# Of participants, each named in docs/dpia.md; of people who are none, or of offices, which are published.
OF_PARTICIPANTS = PHONE_COLUMNS | {"door_walkin.phone"}
OF_OTHERS = {
    "programme_kecamatanoffice.phone", "programme_historicalkecamatanoffice.phone",
    "training_sessions_trainer.phone", "training_sessions_historicaltrainer.phone",
    "placements_placement.host_phone", "placements_historicalplacement.host_phone",
}  # fmt: skip


def test_no_other_column_holds_a_phone():
    columns = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if "phone" in field.name and field.get_internal_type() == "CharField" and not field.choices
    }

    assert columns == OF_PARTICIPANTS | OF_OTHERS


def test_the_assessment_names_those_of_participants():
    text = (settings.ROOT / "docs/dpia.md").read_text()

    assert {column for column in OF_PARTICIPANTS if f"`{column}`" not in text} == set()
