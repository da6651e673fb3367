"""Reference data: loaded once, loaded again without change."""

import pytest

from okoce.programme import loading as programme
from okoce.programme import memory
from okoce.programme.models import BusinessClass, Target
from okoce.regions import loading as regions
from okoce.regions.models import Region, RegionAlias

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    regions.load()
    programme.load()


def test_jakarta_has_six_kota_44_kecamatan_and_267_kelurahan(loaded):
    counts = [Region.objects.kota().count(), Region.objects.kecamatan().count(), Region.objects.kelurahan().count()]

    assert counts == [6, 44, 267]
    assert Region.objects.get(pk="31").population == 11_038_216


def test_loading_again_changes_nothing(loaded):
    before = [model.objects.count() for model in (Region, RegionAlias, BusinessClass, Target)]

    regions.load()
    programme.load()

    assert [model.objects.count() for model in (Region, RegionAlias, BusinessClass, Target)] == before


def test_what_staff_changed_stays(loaded):
    year = memory.current_year()
    year.stages.filter(stage="pelatihan").update(name="Kelas")
    Target.objects.filter(kecamatan="31.73.02", stage="pelatihan").update(people=640)

    programme.load()

    assert year.stages.get(stage="pelatihan").name == "Kelas"
    assert Target.objects.get(kecamatan="31.73.02", stage="pelatihan").people == 640


def test_jatinegara_the_kelurahan_lies_in_cakung(loaded):
    kelurahan = Region.objects.kelurahan().get(name="Jatinegara")

    assert kelurahan.parent.name == "Cakung"
