"""The paper: two pages, tagged, in our typeface alone, drawn once, without a name of anybody."""

import io
import re

import pikepdf
import pytest

from okoce.regions.models import Region
from participants.journey.actions import journeys
from participants.people.models import Participant
from reports.papers.actions import documents
from reports.papers.models import Document
from reports.snapshots.actions import snapshots
from tests.factories.people import make_participant
from tests.factories.places import GROGOL
from tests.factories.reports import make_funnel, make_period, make_tally, make_target

pytestmark = pytest.mark.django_db

UNKNOWN = "\ufffd"


@pytest.fixture
def period():
    return make_period()


def snapshot_of(period, code=GROGOL):
    return snapshots.take(period, [Region.objects.get(pk=code)])[code]


def opened(document):
    return pikepdf.open(io.BytesIO(bytes(document.content)))


def words_of(pdf):
    """Whatever text the file holds, drawn or as metadata, with each font's own map from glyphs to letters."""
    text = []
    for page in pdf.pages:
        maps = {name: letters(font) for name, font in page.Resources.Font.items()}
        font = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                font = maps[str(operands[0])]
            pieces = operands[0] if str(operator) == "TJ" else operands if str(operator) == "Tj" else []
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    glyphs = bytes(piece)
                    text += [font.get(glyphs[i : i + 2], UNKNOWN) for i in range(0, len(glyphs), 2)]
    return "".join(text)


def letters(font):
    table = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n", table)
    return {bytes.fromhex(glyph): bytes.fromhex(letter).decode("utf-16-be") for glyph, letter in pairs}


def fonts_of(pdf):
    found = {}
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            found[str(font.BaseFont).partition("+")[2]] = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    return found


def test_the_paper_is_tagged_indonesian_and_in_our_typeface(period):
    make_funnel(812, 503, 251, 178, 138, 73, 16, day=period.ends_on)

    document = documents.document_of(snapshot_of(period))

    pdf = opened(document)
    assert (len(pdf.pages), document.pages) == (2, 2)
    assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 595, 842]
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "id"
    assert pdf.Root.StructTreeRoot is not None
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo["/Title"]) == "Lembar rapat Kecamatan Grogol Petamburan, periode 1"
    with pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
    fonts = fonts_of(pdf)
    assert fonts
    assert all(name.startswith("Plus-Jakarta-Sans") and embedded for name, embedded in fonts.items())


def test_the_paper_says_cut_off_funnel_and_every_stage(period):
    make_funnel(812, 503, 251, 178, 138, 73, 16, day=period.ends_on)
    make_target("pelatihan", 1000)

    said = words_of(opened(documents.document_of(snapshot_of(period))))

    assert UNKNOWN not in said
    for words in (
        "Kecamatan di Jakarta Barat",
        "Grogol Petamburan",
        "Angka sampai",
        "diketahui sampai",
        "2. Pelatihan",
        "497orang lagi menujutarget 1.000",
        "tanpa target",
        "162 orang menunggu",
        "Menurut kelurahan",
        "Tomang",
        "Dibetulkan",
        "Arti angka",
        "RANCANGAN",
        "Halaman 2 dari 2",
    ):
        assert words in said.replace("\xa0", " "), words


def test_nobody_is_named_on_the_paper(period):
    people = [make_participant(name=name) for name in ("Kuncoro Wijayakusuma", "Rahmawati", "Soenarti")]
    for person in people:
        journeys.enter(person)
    make_funnel(8, 4, day=period.ends_on)

    document = documents.document_of(snapshot_of(period))

    pdf = opened(document)
    said = words_of(pdf) + repr(dict(pdf.docinfo)) + repr(pdf.Root)
    with pdf.open_metadata() as meta:
        said += str(meta)
    for person in Participant.objects.all():
        for secret in (*person.name.split(), person.nik, person.phone, person.registration_number):
            assert secret not in said
    assert not re.search(r"\d{10,}", said)


def test_the_same_snapshot_gives_the_same_bytes_and_is_drawn_once(period, monkeypatch):
    make_funnel(812, 503, day=period.ends_on)
    snapshot = snapshot_of(period)
    first = documents.document_of(snapshot)
    drawn = []
    monkeypatch.setattr(documents.pdf, "render_counted", lambda *args: drawn.append(args))
    again = documents.document_of(snapshot_of(period))
    monkeypatch.undo()

    Document.objects.all().delete()
    anew = documents.document_of(snapshot)

    assert (again, drawn) == (first, [])
    assert anew.sha256 == first.sha256 == Document.sha(bytes(anew.content))


def test_other_figures_and_other_looks_are_drawn_anew(period, monkeypatch):
    make_funnel(812, 503, day=period.ends_on)
    first = snapshot_of(period)
    make_tally("pelatihan", 1, day=period.ends_on)
    second = snapshot_of(period)

    fingerprints = {documents.input_fingerprint(snapshot) for snapshot in (first, second)}
    monkeypatch.setattr(documents, "looks", lambda: "new style sheet")

    assert len(fingerprints) == 2
    assert documents.input_fingerprint(first) not in fingerprints
