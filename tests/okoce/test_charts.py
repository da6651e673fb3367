"""Charts and maps: geometry, words and tables."""

import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from okoce.charts import Bar, Bars, Funnel, FunnelStage, Line, TargetBar, Trend
from okoce.maps import Area, Map, Outlines
from okoce.regions.drawing import kecamatan_outlines
from okoce.regions.loading import rows

pytestmark = pytest.mark.once

BARS = Bars(id="capaian", title="Capaian", rows=(Bar("Pelatihan", 512, 1000), Bar("Modal", 7, None)))
FUNNEL = Funnel(id="corong", title="Corong", stages=(FunnelStage("Pendaftaran", 1000), FunnelStage("Permodalan", 12)))
TREND = Trend(id="tren", title="Tren", labels=("9 Nov", "23 Nov"), lines=(Line("Pelatihan & lain", (10, 30)),))


SQUARES = Outlines(2000, 1000, {"31.73.01": "M0 0l1000 0 0 1000-1000 0z", "31.73.02": "M1000 0l1000 0 0 1000-1000 0z"})


@pytest.fixture(scope="module")
def jakarta_map():
    names = {row["kode"]: row["nama"] for row in rows("wilayah_dki.csv") if row["level"] == "kecamatan"}
    areas = tuple(Area(code, name, i, f"/kemajuan/{code}/") for i, (code, name) in enumerate(names.items()))
    return Map(id="peta", title="Peta", areas=areas, outlines=kecamatan_outlines())


def svg(chart):
    return render_to_string(chart.template, {"chart": chart})


def parsed(chart):
    return ElementTree.fromstring(svg(chart))


@pytest.mark.parametrize("chart", [BARS, FUNNEL, TREND], ids=lambda chart: chart.id)
def test_a_picture_says_what_it_shows_and_carries_no_style(chart):
    root = parsed(chart)
    title, words = root[0], root[1]

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
    assert (title.text, words.text) == (chart.title, chart.desc)
    assert root.get("font-family") == "Plus Jakarta Sans"
    assert "style" not in svg(chart)


@pytest.mark.parametrize("chart", [BARS, FUNNEL, TREND], ids=lambda chart: chart.id)
def test_coordinates_have_one_decimal_at_most(chart):
    assert re.findall(r"\d+\.\d\d+", re.sub(r"<(title|desc|text).*?</\1>", "", svg(chart))) == []


def test_the_table_behind_has_the_same_numbers():
    assert FUNNEL.table()["rows"] == [("Pendaftaran", "1.000", "100 %"), ("Permodalan", "12", "1,2 %")]
    assert BARS.table()["rows"] == [("Pelatihan", "512", "1.000", "51,2 %"), ("Modal", "7", "–", "–")]
    assert TREND.table()["rows"] == [("9 Nov", "10"), ("23 Nov", "30")]
    for row in FUNNEL.table()["rows"]:
        assert all(cell in svg(FUNNEL) for cell in row)


def test_bars_end_at_the_target_or_beyond_it_when_it_is_passed():
    rows = Bars(id="b", title="B", rows=(Bar("a", 60, 120), Bar("b", 120, 100)), width=340).drawn

    assert [row["length"] for row in rows] == ["141.7", "340"]
    assert {row["goal"] for row in rows} == {"281.8"}


def test_a_funnel_of_nobody_can_be_drawn():
    empty = Funnel(id="c", title="C", stages=(FunnelStage("Pendaftaran", 0), FunnelStage("Pelatihan", None)))

    assert [(row["value"], row["share"]) for row in empty.drawn] == [("0", "–"), ("–", "–")]


def test_a_gap_in_what_is_known_is_a_gap_in_the_line():
    (line,) = Trend(id="t", title="T", labels=("a", "b", "c", "d"), lines=(Line("x", (1, None, 2, 3)),)).drawn

    assert [line["path"].count("M"), line["path"].count("L")] == [2, 1]


def test_names_at_the_end_of_lines_never_lie_on_each_other():
    lines = tuple(Line(name, (5, 5)) for name in "abcd")
    heights = [float(row["label_y"]) for row in Trend(id="t", title="T", labels=("1", "2"), lines=lines).drawn]

    assert min(b - a for a, b in zip(sorted(heights), sorted(heights)[1:], strict=False)) >= 12


def test_text_is_escaped():
    assert "Pelatihan &amp; lain" in svg(TREND)


@pytest.mark.parametrize(
    ("value", "target", "length", "tick", "share"),
    [
        (512, 1000, "153.6", "300", "51,2 %"),
        (150, 100, "300", "200", "150 %"),
        (5, None, "0", "0", "belum ada target"),
        (0, 10, "0", "300", "0 %"),
    ],
)
def test_the_target_bar_shows_value_target_and_share(value, target, length, tick, share):
    bar = TargetBar(value=value, target=target)

    assert (bar.length, bar.tick, bar.share) == (length, tick, share)


# --- Maps -------------------------------------------------------------------------------------------------


def test_44_kecamatan_are_all_drawn_in_a_small_picture(jakarta_map):
    picture = svg(jakarta_map)

    assert picture.count("<a href=") == 44
    assert len(picture.encode()) < 40_000
    assert len(re.sub(r"<a .*?>|</a>|<title>.*?</title>", "", picture)) < 36_000
    assert [window[0] for window in jakarta_map.outlines.windows] == ["31.01.01", "31.01.02"]


def test_a_map_with_links_is_a_group_and_one_without_is_an_image(jakarta_map):
    plain = Map(id="p", title="P", areas=(Area("31.73.01", "A", 1),), outlines=jakarta_map.outlines)

    assert parsed(jakarta_map).get("role") == "group"
    assert parsed(plain).get("role") == "img"


def test_classes_hold_a_fifth_of_the_areas_each(jakarta_map):
    counts = [0] * 5
    for area in jakarta_map.areas:
        counts[jakarta_map.class_of(area.value)] += 1

    assert sum(counts) == 44
    assert max(counts) - min(counts) <= 1


def test_classes_differ_without_colour_and_the_unknown_is_no_zero():
    areas = (Area("31.73.01", "A", 0), Area("31.73.02", "B", None))
    chart = Map(id="p", title="P", areas=areas, outlines=SQUARES, thresholds=(1, 10, 100, 1000))

    known, unknown = chart.drawn
    assert (known["title"], unknown["title"]) == ("A: 0 orang", "B: belum ada data")
    assert known["colour"] != unknown["colour"]
    assert len(chart.legend) == 5
    assert len({item["colour"] + item["hatching"] for item in chart.legend}) == 5
    assert [item["label"] for item in chart.legend] == ["< 1", "1–9", "10–99", "100–999", "1.000 +"]


def test_a_map_where_nothing_is_known_can_be_drawn():
    chart = Map(id="p", title="P", areas=(Area("31.73.01", "A", None),), outlines=SQUARES)

    assert chart.desc == "Belum ada data."
    assert parsed(chart) is not None
