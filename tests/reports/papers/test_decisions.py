"""The first page opens with the gap, asks at most three questions, and never contradicts the forecast."""

import pytest

from reports.figures import printed_totals
from reports.papers import decisions, evidence_tables, paces
from tests.factories.frozen import frozen

pytestmark = pytest.mark.once


def foretold(words, missing):
    return frozen("31.73.04", parts={"forecast": {"words": words, "missing": missing}})


def test_the_answer_is_the_gap_to_the_target_never_the_registered():
    figures = frozen("31.73.04")
    training = figures["stages"][1]

    answer = decisions.answer(figures)

    assert answer["number"] == str(1000 - training["people"])
    assert answer["row"] is training
    assert str(figures["registered"]) not in answer["number"] + answer["say"]


def test_without_a_target_there_is_no_number():
    answer = decisions.answer(frozen("31.73.04", targets={}))

    assert (answer["number"], answer["row"]) == ("", None)
    assert answer["say"] == "Belum ada target untuk wilayah ini."


def test_the_stage_furthest_behind_opens_where_training_has_no_target():
    figures = frozen("31.73.04", targets={"perizinan": 400, "permodalan": 50})

    assert paces.lead(figures)["stage"] == "permodalan"


def test_a_hidden_stage_does_not_open_the_paper():
    figures = frozen("31.73.04", targets={"perizinan": 400, "permodalan": 50})
    figures["stages"][6] |= {"people": None, "added": None}

    assert paces.lead(figures)["stage"] == "perizinan"


def test_sessions_to_add_are_those_of_the_forecast():
    asked = decisions.questions(foretold("tidak tercapai walau semua kursi penuh: kurang 5 sesi", 5))

    assert asked[0]["ask"] == "Tambah 5 sesi pelatihan sampai akhir tahun?"


def test_nobody_asks_for_sessions_that_are_not_missing():
    asked = decisions.questions(foretold("tercapai 12–30 Maret", 0))

    assert not [question for question in asked if "sesi" in question["ask"]]
    assert decisions.answer(foretold("tercapai 12–30 Maret", 0))["say"] == "Pelatihan: tercapai 12–30 Maret."


def test_the_largest_loss_is_asked_about_with_its_people():
    figures = frozen("31.73.04")
    permits, marketing = figures["stages"][3:5]

    asked = decisions.questions(figures)

    assert len(asked) == decisions.MOST
    assert (
        asked[1]["ask"]
        == f"Siapa mengajak {permits['people'] - marketing['people']} orang dari Perizinan ke Pemasaran?"
    )


def test_published_totals_of_2021_name_the_largest_and_the_steepest_loss():
    figures = frozen("31.73.04")
    for row, total in zip(figures["stages"], printed_totals.totals(), strict=True):
        row["people"] = total.people

    largest, steepest = paces.largest_loss(figures), paces.steepest_loss(figures)

    assert (largest[0]["number"], largest[1]["number"], largest[2]) == (1, 2, 107_273)
    assert (steepest[0]["number"], steepest[1]["number"]) == (6, 7)


def test_a_snapshot_of_before_a_figure_was_reported_has_no_line_of_it():
    figures = frozen("31.73.02")
    del figures["parts"]["evidence"]["orang_bekerja"]

    labels = [line["label"] for line in evidence_tables.facts(figures)["lines"]]

    assert labels == [label for label, _ in evidence_tables.LINES if label != "Tenaga kerja"]
