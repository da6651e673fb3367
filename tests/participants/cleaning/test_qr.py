"""The QR code of a registration number."""

import xml.etree.ElementTree as ET

import pytest
import segno

from participants.cleaning import qr

pytestmark = pytest.mark.once

NUMBER = "OK26-01A5BC-7"
SVG = "{http://www.w3.org/2000/svg}"


def test_it_is_one_svg_for_a_page_with_its_own_size_and_class():
    drawn = qr.svg(NUMBER)

    root = ET.fromstring(drawn)
    assert drawn.startswith("<svg")
    assert "\n" not in drawn
    assert (root.tag, root.get("class")) == (f"{SVG}svg", "qr")
    assert root.get("width") == root.get("height") == "125px"  # 21 modules and a margin of 2 on each side, 5 px each
    assert root.get("viewBox") == "0 0 125 125"  # it may be drawn smaller and is not cut


def test_it_says_the_number_with_middle_correction_and_is_no_micro_code():
    expected = segno.make_qr(NUMBER, error="m")

    drawn = ET.fromstring(qr.svg(NUMBER)).find(f"{SVG}path").get("d")

    assert expected.version == 1
    assert drawn == ET.fromstring(expected.svg_inline(scale=5, border=2)).find("path").get("d")


def test_for_a_pdf_it_has_no_size_of_its_own_since_that_would_count_for_more_than_the_style_sheet():
    root = ET.fromstring(qr.svg(NUMBER, has_size=False))

    assert (root.get("width"), root.get("height"), root.get("viewBox")) == (None, None, "0 0 125 125")
