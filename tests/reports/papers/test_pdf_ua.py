"""Every paper keeps the rules of PDF/UA, and every rule finds a breach that is planted."""

import pytest
from pikepdf import Array, Name

from tests.reports.papers import pdf_ua
from tests.reports.papers.drawn import drawn, opened

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def paper():
    return drawn("kecamatan", "31.73.02")


@pytest.mark.parametrize(("kind", "code"), [("kota", "31.01"), ("provinsi", "31"), ("dek", "31.01")])
def test_every_paper_keeps_every_rule(kind, code):
    assert pdf_ua.breaches(opened(drawn(kind, code))) == {}


def test_the_paper_of_a_kecamatan_keeps_every_rule(paper):
    assert pdf_ua.breaches(opened(paper)) == {}


def untagged(pdf):
    del pdf.Root.MarkInfo


def without_a_tree(pdf):
    del pdf.Root.StructTreeRoot


def in_english(pdf):
    pdf.Root.Lang = "en"


def with_its_title_hidden(pdf):
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def without_a_title(pdf):
    del pdf.docinfo["/Title"]


def without_its_claim(pdf):
    with pdf.open_metadata() as meta:
        del meta["pdfuaid:part"]


def with_content_outside(pdf):
    pdf.pages[0].contents_add(b"0 0 9 9 re f")


def with_content_of_no_element(pdf):
    pdf.pages[1].contents_add(b"/Span <</MCID 9999>> BDC 0 0 9 9 re f EMC")


def with_an_element_cut_off(pdf):
    document = pdf.Root.StructTreeRoot.K[0]
    document.K = Array(list(document.K)[:-1])


def first(pdf, tag):
    return next(element for element in pdf_ua.elements(pdf) if element.get("/S") == tag)


def with_a_head_without_scope(pdf):
    del first(pdf, Name.TH).A["/Scope"]


def with_a_figure_without_text(pdf):
    del first(pdf, Name.Figure)["/Alt"]


def with_a_blank_text(pdf):
    first(pdf, Name.Figure).Alt = "  "


def with_a_gap_in_headings(pdf):
    first(pdf, Name.H2).S = Name.H3


def without_its_first_heading(pdf):
    first(pdf, Name.H1).S = Name.P


def with_a_paragraph_among_rows(pdf):
    first(pdf, Name.TR).S = Name.P


def a_font(pdf):
    return next(iter(pdf.pages[0].Resources.Font.values()))


def with_a_font_left_out(pdf):
    del a_font(pdf).DescendantFonts[0].FontDescriptor["/FontFile2"]


def with_glyphs_without_letters(pdf):
    del a_font(pdf)["/ToUnicode"]


def with_another_tab_order(pdf):
    pdf.pages[1].obj.Tabs = Name.R


BREACHES = [
    (untagged, "is_tagged"),
    (without_a_tree, "is_tagged"),
    (in_english, "has_a_language"),
    (with_its_title_hidden, "shows_its_title"),
    (without_a_title, "shows_its_title"),
    (without_its_claim, "says_it_is_pdf_ua"),
    (with_content_outside, "marks_every_content"),
    (with_content_of_no_element, "marks_every_content"),
    (with_an_element_cut_off, "marks_every_content"),
    (with_a_head_without_scope, "gives_heading_cells_a_scope"),
    (with_a_figure_without_text, "describes_every_figure"),
    (with_a_blank_text, "describes_every_figure"),
    (with_a_gap_in_headings, "leaves_no_gap_in_headings"),
    (without_its_first_heading, "leaves_no_gap_in_headings"),
    (with_a_paragraph_among_rows, "builds_tables_of_rows_and_cells"),
    (with_a_font_left_out, "embeds_its_fonts"),
    (with_glyphs_without_letters, "embeds_its_fonts"),
    (with_another_tab_order, "goes_through_pages_in_the_order_of_its_tags"),
]


@pytest.mark.parametrize(("breach", "rule"), BREACHES, ids=[breach.__name__ for breach, _ in BREACHES])
def test_a_planted_breach_is_found(paper, breach, rule):
    pdf = opened(paper)

    breach(pdf)

    assert rule in pdf_ua.breaches(pdf)


def test_every_rule_has_a_breach_that_it_finds():
    assert {rule for _, rule in BREACHES} == {rule.__name__ for rule in pdf_ua.RULES}
