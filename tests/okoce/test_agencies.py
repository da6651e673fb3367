"""Agencies and communities."""

import pytest

from okoce.accounts.areas import Area
from okoce.programme.models import Agency
from tests.factories.places import BARAT, CAKUNG, GROGOL, PROVINCE, TIMUR, make_places

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("region", "code"), [(GROGOL, "sudin-barat"), (BARAT, "sudin-barat"), (CAKUNG, "sudin-timur"), (PROVINCE, "dinas")]
)
def test_an_area_is_served_by_the_office_of_its_kota(region, code):
    make_places()
    for name, where in [("sudin-barat", BARAT), ("sudin-timur", TIMUR), ("dinas", PROVINCE)]:
        Agency.objects.create(code=name, name=name, region_id=where)

    assert [agency.code for agency in Agency.objects.serving(Area.of_region(region))] == [code]
