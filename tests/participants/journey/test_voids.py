"""Every model of rows that can be voided or checked keeps the constraints of its mixin."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import IntegrityError

from okoce.clock import now
from participants.journey.models.checks import Checkable
from participants.journey.models.voids import Voidable
from tests.factories import evidence
from tests.factories.employment import make_answer
from tests.factories.people import make_participant
from tests.factories.places import make_places
from tests.factories.years import make_year

DAY = dt.date(2026, 9, 1)
MAKE = {
    "identitycheck": evidence.make_check,
    "mentoringnote": evidence.make_note,
    "licence": evidence.make_licence,
    "stallsale": evidence.make_sale,
    "monthlystatement": evidence.make_statement,
    "capitalapplication": evidence.make_disbursement,
    "attendance": evidence.make_attendance,
    "agencyattendance": evidence.make_agency_attendance,
    "contact": evidence.make_contact,
    "workercount": lambda person, day: make_answer(person, said_on=day),
}


def models_of(mixin):
    return [model for model in apps.get_models() if issubclass(model, mixin)]


@pytest.mark.once
@pytest.mark.parametrize("mixin", [Voidable, Checkable])
def test_every_model_lists_the_constraints_of_its_mixin(mixin):
    wanted = {each.name for each in mixin.Meta.constraints}

    without = [
        model.__name__
        for model in models_of(mixin)
        if {name % {"class": model._meta.model_name} for name in wanted}
        - {constraint.name for constraint in model._meta.constraints}
    ]

    assert models_of(mixin)
    assert without == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", models_of(Voidable), ids=lambda model: model._meta.model_name)
def test_the_database_refuses_a_voided_row_without_a_reason(model):
    make_places()
    make_year()
    MAKE[model._meta.model_name](make_participant(), DAY)
    row = model.objects.first()

    with pytest.raises(IntegrityError, match=f"voided_{model._meta.model_name}_has_a_reason"):
        model.objects.filter(pk=row.pk).update(voided_at=now(), void_reason="")
