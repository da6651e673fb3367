"""A registration as somebody types it, step by step, with an invented identity."""

import datetime as dt

from okoce.programme.models import BusinessClass, Commodity, RegistrationPoint
from participants.registration.actions.register import Answers
from tests.factories.people import invented_nik
from tests.factories.places import GROGOL, TOMANG, make_places
from tests.factories.years import make_point, make_year

BIRTH_ON = dt.date(1990, 5, 10)
NIK = invented_nik(1)


def make_ground():
    """What has to be there before anybody can register."""
    make_places()
    make_year()
    make_point("daring")
    make_point("kecamatan")
    return make_business_class()


def make_business_class():
    commodity, _ = Commodity.objects.get_or_create(code="makanan_minuman", defaults={"name": "Makanan & minuman"})
    return BusinessClass.objects.get_or_create(
        code="56104",
        defaults={
            "title": "Penyediaan Makanan Keliling",
            "commodity": commodity,
            "example": "gerobak keliling, gorengan keliling",
        },
    )[0]


def typed_steps(**changes):
    """{number: fields} of the five steps, as a browser would send them."""
    steps = {
        1: {
            "name": "Siti Kenanga",
            "nik": NIK,
            "birth_on": "10/05/1990",
            "sex": "L",
            "phone": "0812-0000-1234",
            "email": "",
        },
        2: {
            "kecamatan": GROGOL,
            "kelurahan": TOMANG,
            "street": "Jalan Anggrek 1",
            "rt": "5",
            "rw": "02",
            "business_place": "same",
            "business_kecamatan": "",
            "business_kelurahan": "",
        },
        3: {
            "standing": "running",
            "trade": "jualan gorengan keliling",
            "business_class": "tidak-tahu",
            "business_name": "Gorengan Kenanga",
            "since_year": "2021",
        },
        4: {"availability": ["0", "3", "20"], "cannot_whole_day": "on", "community": ""},
        5: {"consents": ["news"], "password": ""},
    }
    for fields in steps.values():
        fields.update({name: value for name, value in changes.items() if name in fields})
    return steps


def typed_at_desk(**changes):
    """Everything at once, as an officer sends it."""
    steps = typed_steps()
    fields = {name: value for number in range(1, 6) for name, value in steps[number].items() if name != "password"}
    return fields | {"notice_given": "on", "card_checked": "on"} | changes


def make_answers(**changes):
    """Cleaned answers, for calling the action itself."""
    from okoce.regions.models import Region

    fields = {
        "name": "Siti Kenanga",
        "nik": NIK,
        "birth_on": BIRTH_ON,
        "sex": "L",
        "phone": "+6281200001234",
        "kelurahan": Region.objects.select_related("parent").get(pk=TOMANG),
        "street": "Jalan Anggrek 1",
        "standing": "running",
        "trade": "gorengan keliling",
        "consents": ("news",),
    }
    return Answers(**fields | changes)


def send_at_desk(client, **changes):
    """Post the short form; None leaves a field out."""
    point = RegistrationPoint.objects.get(code="kecamatan")
    typed = typed_at_desk(registration_point=str(point.pk)) | changes
    return client.post("/meja/", {name: value for name, value in typed.items() if value is not None})
