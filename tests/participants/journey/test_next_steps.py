"""What the owner of a journey reads at each of the seven steps, and what they are asked to do next."""

import datetime as dt
from types import SimpleNamespace

import pytest

from okoce.programme.stages import Stage
from participants.journey.facts import Fact
from participants.journey.next_steps import Situation, path, todo
from participants.journey.stages import Policy

pytestmark = pytest.mark.once

FREE = Policy(modules=("M1", "M2", "M3"))
SEQUENTIAL = Policy(modules=("M1", "M2", "M3"), is_sequential=True)
DAY = dt.date(2026, 3, 2)


def fact(stage, kind, ref, **fields):
    return Fact(1, stage, kind, DAY, ref, **fields)


def attended(module):
    return fact(Stage.TRAINING, "module_attended", f"attendance:{module}", key=module, amount=1, whole=1)


def situation(policy=FREE, *, facts=(), reached=(), **fields):
    """Reached are stages, each with the evidence "row:<stage>"."""
    fields.setdefault("kecamatan", "Cakung")
    standings = {stage: SimpleNamespace(reached_on=DAY, evidence=f"row:{stage}") for stage in reached}
    return Situation(policy, standings, list(facts), **fields)


def step(stage, *args, options=(), **fields):
    return next(each for each in path(situation(*args, **fields), **dict(options)) if each["stage"] == stage)


# --- The path ------------------------------------------------------------------------------------------


def test_the_steps_stand_in_the_order_of_the_year_and_are_numbered_from_one():
    policy = Policy(stages=("permodalan", "pendaftaran", "pelatihan"))

    steps = path(situation(policy))

    assert [(each["number"], each["stage"]) for each in steps] == [
        (1, "permodalan"),
        (2, "pendaftaran"),
        (3, "pelatihan"),
    ]


def test_a_step_has_the_name_of_its_year_or_the_usual_one():
    steps = path(situation(names={"pelatihan": "Kelas"}))

    assert [each["name"] for each in steps[:3]] == ["Pendaftaran", "Kelas", "Pendampingan"]


def test_a_step_that_is_done_says_when_and_by_what():
    done = step("pendaftaran", reached=["pendaftaran"], words={"row:pendaftaran": "KTP diperiksa di meja."})

    assert done == {
        "number": 1,
        "stage": "pendaftaran",
        "name": "Pendaftaran",
        "state": "done",
        "state_word": "Selesai",
        "on": DAY,
        "evidence": "KTP diperiksa di meja.",
    }


def test_evidence_without_words_is_said_to_be_recorded():
    assert step("pendaftaran", reached=["pendaftaran"])["evidence"] == "Buktinya tercatat."


def test_registration_waits_for_the_check_as_long_as_it_is_open():
    open_step = step("pendaftaran", reached=["pelatihan"])

    assert (open_step["state"], open_step["state_word"]) == ("now", "Menunggu verifikasi")


@pytest.mark.parametrize(
    ("policy", "states"),
    [
        (FREE, ["done", "now", "next", "next", "next", "next", "next"]),
        (SEQUENTIAL, ["done", "now", "other", "other", "other", "other", "other"]),
    ],
)
def test_the_first_open_step_is_the_next_one(policy, states):
    steps = path(situation(policy, reached=["pendaftaran"]))

    assert [each["state"] for each in steps] == states
    assert steps[1]["state_word"] == "Berikutnya"
    assert {each["state_word"] for each in steps[2:]} == {
        "Setelah langkah sebelumnya" if policy.is_sequential else "Bisa mulai kapan saja"
    }


def test_a_step_after_one_that_is_done_out_of_order_can_still_be_the_next():
    steps = path(situation(reached=["pendaftaran", "pendampingan"]))

    assert [each["state"] for each in steps[:4]] == ["done", "now", "done", "next"]


def test_evidence_that_waits_for_an_earlier_step_is_not_asked_for_again():
    waiting = step("perizinan", SEQUENTIAL, facts=[fact(Stage.PERMITS, "licence", "licence:1", key="nib")])

    assert waiting["state_word"] == "Menunggu"
    assert waiting["evidence"] == "Buktinya sudah ada, menunggu langkah sebelumnya."
    assert "todo" not in waiting


def test_a_step_that_was_lost_says_so_and_one_that_never_was_says_nothing():
    steps = path(situation(lost={"pelatihan": "Dibatalkan 3 Maret."}))

    assert (steps[1]["lost"], steps[2]["lost"]) == ("Dibatalkan 3 Maret.", "")


def test_what_to_do_is_left_out_for_those_who_only_look():
    assert "todo" in step("pelatihan")
    assert "todo" not in step("pelatihan", options={"with_todo": False})


# --- What to do ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "url", "link"),
    [
        ("pelatihan", "/pelatihan/", "Lihat jadwal pelatihan"),
        ("perizinan", "#perizinan", "Lihat izin usaha"),
        ("pemasaran", "/bazar/", "Lihat bazar"),
        ("pelaporan", "#keuangan", "Lihat buku keuangan"),
        ("permodalan", "#keuangan", "Lihat permodalan"),
    ],
)
def test_a_step_that_is_taken_on_a_page_leads_there(stage, url, link):
    asked = todo(stage, situation())

    assert (asked["url"], asked["link"]) == (url, link)
    assert asked["todo"]


@pytest.mark.parametrize("stage", ["pendaftaran", "pendampingan"])
def test_a_step_that_is_taken_in_person_leads_to_no_page(stage):
    assert set(todo(stage, situation())) == {"todo"}


def test_registration_names_the_desk():
    assert "meja kecamatan Cakung" in todo("pendaftaran", situation())["todo"]


@pytest.mark.parametrize(
    ("modules", "done", "text"),
    [
        (("M1", "M2"), [], "Ikuti modul Pola pikir dan M2, di kecamatan mana pun."),
        (("M1", "M2"), ["M1"], "Tinggal modul M2, di kecamatan mana pun."),
        (("M1",), [], "Ikuti modul Pola pikir, di kecamatan mana pun."),
        (("M1", "M2"), ["M3"], "Ikuti modul Pola pikir dan M2, di kecamatan mana pun."),
        ((), [], "Modul wajib belum ditetapkan."),
    ],
)
def test_training_names_the_modules_that_are_missing(modules, done, text):
    facts = [attended(module) for module in done]

    asked = todo("pelatihan", situation(Policy(modules=modules), facts=facts, modules={"M1": "Pola pikir"}))

    assert asked["todo"] == text


@pytest.mark.parametrize(
    ("kinds", "mentor", "text"),
    [
        (
            [],
            "",
            "Bertemu pendamping minimal 2 kali dengan jarak 7 hari, dan selesaikan 1 tindak lanjut.",
        ),
        (
            ["note", "follow_up", "follow_up", "note", "note"],
            "Bu Melati",
            "Bertemu pendamping Anda, Bu Melati, minimal 2 kali dengan jarak 7 hari, dan selesaikan 1 tindak lanjut."
            " Sejauh ini 3 pertemuan, 2 tindak lanjut selesai.",
        ),
        (
            ["follow_up"],
            "",
            "Bertemu pendamping minimal 2 kali dengan jarak 7 hari, dan selesaikan 1 tindak lanjut.",
        ),
    ],
)
def test_mentoring_says_how_often_and_how_far_it_is(kinds, mentor, text):
    facts = [fact(Stage.MENTORING, kind, f"{kind}:{number}") for number, kind in enumerate(kinds)]

    assert todo("pendampingan", situation(facts=facts, mentor=mentor))["todo"] == text


def test_mentoring_asks_for_what_the_year_asks_for():
    policy = Policy(notes=4, days_apart=10, finished_follow_up=3)

    text = todo("pendampingan", situation(policy))["todo"]

    assert text.startswith("Bertemu pendamping minimal 4 kali dengan jarak 10 hari, dan selesaikan 3 tindak lanjut.")


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        (0, "Serahkan laporan keuangan 3 bulan dalam 6 bulan."),
        (2, "Serahkan laporan keuangan 3 bulan dalam 6 bulan. Sejauh ini 2 bulan."),
    ],
)
def test_finances_say_how_many_months_were_sent(sent, text):
    facts = [fact(Stage.FINANCES, "statement", f"row:{n}", key=f"2026-0{n + 1}") for n in range(sent)]
    facts.append(fact(Stage.MENTORING, "note", "note:1"))

    assert todo("pelaporan", situation(facts=facts))["todo"] == text
