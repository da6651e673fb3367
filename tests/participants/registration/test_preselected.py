"""A form that only judges says the same of every answer as the one that is drawn."""

import itertools

import pytest

from okoce.programme.models import Community, ProgrammeYear
from okoce.regions.models import Region
from participants.registration.forms.businesses import BusinessForm
from participants.registration.forms.places import HomeForm
from participants.registration.forms.preselected import SubmittedChoices
from participants.registration.forms.questions import PersonForm, TimesForm
from participants.registration.forms.submit import SendForm
from tests.factories.places import BARAT, GROGOL, JATINEGARA, KEBON_JERUK, TOMANG
from tests.factories.registrations import make_ground, typed_steps

pytestmark = pytest.mark.django_db

FORMS = {1: PersonForm, 2: HomeForm, 3: BusinessForm, 4: TimesForm, 5: SendForm}
PLACES = ("", GROGOL, TOMANG, KEBON_JERUK, JATINEGARA, BARAT, "31", "bukan", "0" * 40, f"{GROGOL}\x00")
WRONG = {
    1: {
        "name": ["", "Su", "=1+1", "a" * 101, "Siti\x00"],
        "nik": ["", "123", "3173023213909001", "3174021005909001"],
        "birth_on": ["", "31/02/1990", "10/05/2020", "11/05/1990", "2020-01-01"],
        "sex": ["", "P", "X"],
        "phone": ["", "12345", "021-5551234"],
        "email": ["siti@", "SITI@contoh.example", "a" * 260 + "@contoh.example"],
    },
    2: {
        "kecamatan": PLACES,
        "kelurahan": PLACES,
        "business_kecamatan": PLACES,
        "business_kelurahan": PLACES,
        "business_place": ["", "other", "lain"],
        "street": ["", "  ", "a" * 161, "Gang\n Melati"],
        "rt": ["", "5a", "1234", "٣"],
        "rw": ["", "12"],
    },
    3: {
        "standing": ["", "idea", "lain"],
        "trade": ["", "a" * 121],
        "business_class": ["", "999", "tidak-tahu", "-1", "99999999999999999999", "1 OR 1"],
        "business_name": ["", "a" * 101],
        "since_year": ["", "1800", "2999", "dua ribu"],
    },
    4: {
        "availability": [[], ["21"], ["0", "0"], ["20", "satu"]],
        "cannot_whole_day": ["", "on", "False"],
        "community": ["999", "bukan"],
    },
    5: {"consents": [[], ["news", "partners"], ["lain"]], "password": ["12345678", "melati-anggrek-77"]},
}


def outcome(form):
    shown = form.cleaned_data if form.is_valid() else None
    return form.errors.as_json(), shown, form.flags


def cases():
    for number, fields in WRONG.items():
        for name, values in fields.items():
            yield from ((number, {name: value}) for value in values)
    for kecamatan, kelurahan in itertools.product(PLACES, PLACES):
        yield 2, {"business_place": "other", "business_kecamatan": kecamatan, "business_kelurahan": kelurahan}
        yield 2, {"kecamatan": kecamatan, "kelurahan": kelurahan}


@pytest.fixture
def ground():
    return make_ground()


def test_judged_and_drawn_forms_agree_on_right_and_wrong_answers(ground):
    year, known = ProgrammeYear.objects.get(), {"nik": "3175061005909001", "kecamatan": GROGOL}
    near = Community.objects.create(name="Komunitas Melati", region=Region.objects.get(pk=GROGOL))
    far = Community.objects.create(name="Komunitas Dahlia", region=Region.objects.get(pk=JATINEGARA))
    of_places = [(4, {"community": str(community.pk)}) for community in (near, far)]
    of_classes = [(3, {"business_class": str(ground.pk)}), (3, {"business_class": f"0{ground.pk}"})]

    for number, changes in [*((number, {}) for number in FORMS), *cases(), *of_places, *of_classes]:
        typed = typed_steps()[number] | changes
        words = {"year": year, "known": known}
        drawn, judged = FORMS[number](typed, **words), FORMS[number](typed, **words, chosen=SubmittedChoices(typed))

        assert outcome(judged) == outcome(drawn), (number, changes)


def test_what_was_chosen_is_read_in_one_statement(ground, django_assert_num_queries):
    typed = typed_steps(business_class=str(ground.pk))

    with django_assert_num_queries(1):
        chosen = SubmittedChoices(typed[2] | typed[3])
        place = chosen.place(TOMANG, inside=GROGOL)

        assert (place.name, place.parent.name, place.parent_id) == ("Tomang", "Grogol Petamburan", GROGOL)
        assert chosen.classes[ground.pk].commodity_id == ground.commodity_id
    assert chosen.place(TOMANG, inside=KEBON_JERUK) is None


def test_judging_leaves_the_fields_of_the_class_as_they_were(ground):
    year, typed = ProgrammeYear.objects.get(), typed_steps()
    before = {number: [(name, id(field), vars(field).copy()) for name, field in form.base_fields.items()]
              for number, form in FORMS.items()}  # fmt: skip

    for number, form in FORMS.items():
        form(typed[number], year=year, chosen=SubmittedChoices(typed[number]), known={"kecamatan": GROGOL}).is_valid()
    SendForm(typed[5], chosen=SubmittedChoices({}), has_account=True).is_valid()

    after = {number: [(name, id(field), vars(field).copy()) for name, field in form.base_fields.items()]
             for number, form in FORMS.items()}  # fmt: skip
    assert after == before


def test_judging_makes_no_controls_to_draw(ground, monkeypatch):
    def no_box(*_):
        raise AssertionError("a box was made")

    monkeypatch.setattr("django.forms.fields.Field.get_bound_field", no_box)
    typed = typed_steps()

    assert all(form(typed[number], chosen=SubmittedChoices(typed[number])).is_valid() for number, form in FORMS.items())
