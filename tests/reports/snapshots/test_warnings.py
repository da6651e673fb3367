"""What looks wrong in frozen figures, check by check."""

import datetime as dt

import pytest

from reports.snapshots import warnings

pytestmark = pytest.mark.once


def figures(people=(100, 60), *, targets=(0, 0), inside="kelurahan", rows=None, is_sequential=False, **fields):
    names = (("pendaftaran", "Pendaftaran"), ("pelatihan", "Pelatihan"), ("perizinan", "Perizinan"))
    stages = [
        {"stage": code, "name": name, "people": number, "target": target}
        for (code, name), number, target in zip(names, people, targets, strict=False)
    ]
    own = {code: number for (code, _), number in zip(names, people, strict=False)}
    return {
        "code": "31.73.02",
        "name": "Grogol Petamburan",
        "programme": "OK OCE 2026",
        "is_sequential": is_sequential,
        "stages": stages,
        inside: rows if rows is not None else [{"stages": own}],
    } | fields


def areas(*targets):
    return [
        {"stages": {"pendaftaran": 0, "pelatihan": 0}, "targets": {"pendaftaran": 0, "pelatihan": n}} for n in targets
    ]


@pytest.mark.parametrize(
    ("check", "now", "before", "expected"),
    [
        (warnings.parts_differ, figures(), None, []),
        (
            warnings.parts_differ,
            figures(rows=[{"stages": {"pendaftaran": 90, "pelatihan": 60}}]),
            None,
            ["Pendaftaran: jumlah kelurahan 90, tertulis 100."],
        ),
        (
            warnings.parts_differ,
            figures((None, 60), rows=[{"stages": {"pendaftaran": 9, "pelatihan": None}}]),
            None,
            [],
        ),
        (warnings.more_than_before_it, figures((100, 100)), None, []),
        (warnings.more_than_before_it, figures((None, 100)), None, []),
        (
            warnings.more_than_before_it,
            figures((100, 120)),
            None,
            ["Pelatihan 120 orang, lebih dari Pendaftaran 100 orang."],
        ),
        (warnings.more_than_before_it, figures((100, 40, 50), targets=(0, 0, 0)), None, []),
        (
            warnings.more_than_before_it,
            figures((100, 40, 50), targets=(0, 0, 0), is_sequential=True),
            None,
            ["Perizinan 50 orang, lebih dari Pelatihan 40 orang."],
        ),
        (warnings.fell, figures(), None, []),
        (warnings.fell, figures((None, 60)), figures((100, None)), []),
        (warnings.fell, figures(), figures((100, 60)), []),
        (warnings.fell, figures(), figures((100, 61)), ["Pelatihan turun dari 61 menjadi 60 orang."]),
        (warnings.fell, figures(), figures((900, 900), programme="OK OCE 2025"), []),
        (warnings.equals_plan, figures(targets=(0, 61)), None, []),
        (warnings.equals_plan, figures((100, 0)), None, []),
        (
            warnings.equals_plan,
            figures(targets=(0, 60)),
            None,
            ["Pelatihan persis sama dengan targetnya: 60 orang."],
        ),
        (warnings.jumped, figures((100, 60)), figures((100, 15)), []),
        (warnings.jumped, figures((100, 61)), figures((100, 15)), ["Pelatihan melonjak dari 15 menjadi 61 orang."]),
        (warnings.jumped, figures((100, 61)), figures((100, 4)), []),
        (warnings.targets_differ, figures(targets=(0, 60), inside="areas", rows=areas(40, 20)), None, []),
        (
            warnings.targets_differ,
            figures(targets=(0, 70), inside="areas", rows=areas(40, 20)),
            None,
            ["Target Pelatihan: jumlah 60, tertulis 70 orang."],
        ),
        (
            warnings.targets_differ,
            figures(targets=(0, 40), inside="areas", rows=areas(40, 0)),
            None,
            ["Target Pelatihan belum ada di 1 dari 2 wilayah."],
        ),
    ],
)
def test_each_check_finds_what_it_is_for(check, now, before, expected):
    assert list(check(now, before)) == expected


def test_a_decision_that_did_not_add_up_is_named():
    signed_on = dt.date(2026, 1, 5)

    found = warnings.of_edition(
        {"31": figures() | {"code": "31"}}, {}, [("12/2026", signed_on, False), ("1", signed_on, True)]
    )

    assert [row["words"] for row in found] == [
        "Jumlah dalam SK 12/2026 (5 Januari 2026) tidak cocok dengan rinciannya."
    ]


def test_warnings_of_an_edition_begin_with_the_province_and_have_words_for_their_kind():
    wrong = figures((100, 120))

    found = warnings.of_edition({"31.73.02": wrong, "31": wrong | {"code": "31", "name": "Jakarta"}}, {}, [])

    assert [(row["code"], row["kind"]) for row in found] == [("31", "stages"), ("31.73.02", "stages")]
    assert {*warnings.CHECKS, "decree"} == warnings.KINDS.keys()
