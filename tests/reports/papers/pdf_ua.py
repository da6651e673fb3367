"""Rules of PDF/UA-1 that a file can be asked by itself: each returns what breaks it, nothing when it holds.

A rule takes an open pikepdf file. RULES names them all; `breaches(pdf)` asks every one.
"""

import re
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI"}
HEADING = re.compile(r"/H([1-6])")


def breaches(pdf):
    """{rule's name: [what breaks it]} of the rules that are broken."""
    found = {rule.__name__: rule(pdf) for rule in RULES}
    return {name: broken for name, broken in found.items() if broken}


def is_tagged(pdf):
    marked = pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked", False)
    return [] if marked and "/StructTreeRoot" in pdf.Root else ["the file is not tagged"]


def has_a_language(pdf):
    return [] if str(pdf.Root.get("/Lang", "")) == "id" else ["the language is not Indonesian"]


def shows_its_title(pdf):
    shown = pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)
    title = pdf.open_metadata().get("dc:title", "")  # not in a with: that would write the title anew
    return [] if shown and title and title == str(pdf.docinfo.get("/Title", "")) else ["the title is not shown"]


def says_it_is_pdf_ua(pdf):
    return [] if pdf.open_metadata().get("pdfuaid:part") == "1" else ["pdfuaid:part is missing"]


def marks_every_content(pdf):
    """Whatever is painted stands in an artefact or in content that an element of the tree holds."""
    held = _held(pdf)
    return [broken for number, page in enumerate(pdf.pages) for broken in _unmarked(page, number, held)]


def _unmarked(page, number, held):
    depth = []  # for each open sequence: True when what stands in it is accounted for
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BMC":
            depth.append(operands[0] == Name.Artifact)
        elif name == "BDC":
            mcid = operands[1].get("/MCID") if isinstance(operands[1], Dictionary) else None
            known = mcid is not None and (number, int(mcid)) in held
            if mcid is not None and not known:
                yield f"page {number + 1}: content {mcid} belongs to no element"
            depth.append(operands[0] == Name.Artifact or known)
        elif name == "EMC":
            depth.pop()
        elif name in PAINTING and not any(depth):
            yield f"page {number + 1}: {name} is neither content nor artefact"


def gives_heading_cells_a_scope(pdf):
    cells = [element for element in elements(pdf) if element.get("/S") == Name.TH]
    loose = [cell for cell in cells if str(_attribute(cell, "/Scope")) not in ("/Row", "/Column", "/Both")]
    return [f"{len(loose)} TH without a scope"] if loose else []


def describes_every_figure(pdf):
    figures = [element for element in elements(pdf) if element.get("/S") == Name.Figure]
    return [f"a figure without text: {figure.objgen}" for figure in figures if not str(figure.get("/Alt", "")).strip()]


def leaves_no_gap_in_headings(pdf):
    levels = [int(level[1]) for element in elements(pdf) if (level := HEADING.fullmatch(str(element.get("/S", ""))))]
    wrong = [f"H{before} is followed by H{level}" for before, level in pairwise([0, *levels]) if level > before + 1]
    return wrong or ([] if levels else ["no heading"])


def builds_tables_of_rows_and_cells(pdf):
    allowed = {"/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"}, "/TR": {"/TH", "/TD"}}
    allowed |= {"/THead": {"/TR"}, "/TBody": {"/TR"}, "/TFoot": {"/TR"}}
    return [
        f"{element.get('/S')} holds {below.get('/S')}"
        for element in elements(pdf)
        for below in _kids(element)
        if str(element.get("/S")) in allowed and str(below.get("/S")) not in allowed[str(element.get("/S"))]
    ]


def embeds_its_fonts(pdf):
    """Each with its program, and with the way back from glyphs to letters."""
    broken = []
    for font in _fonts(pdf):
        descriptor = (
            font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.get("/FontDescriptor")
        )
        if descriptor is None or not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            broken.append(f"{font.get('/BaseFont')} is not embedded")
        if "/ToUnicode" not in font:
            broken.append(f"{font.get('/BaseFont')} has no ToUnicode")
    return broken


def goes_through_pages_in_the_order_of_its_tags(pdf):
    return [f"page {i + 1}" for i, page in enumerate(pdf.pages) if page.obj.get("/Tabs") != Name.S]


RULES = (
    is_tagged,
    has_a_language,
    shows_its_title,
    says_it_is_pdf_ua,
    marks_every_content,
    gives_heading_cells_a_scope,
    describes_every_figure,
    leaves_no_gap_in_headings,
    builds_tables_of_rows_and_cells,
    embeds_its_fonts,
    goes_through_pages_in_the_order_of_its_tags,
)


def elements(pdf):
    """Every element of the tree in its reading order."""
    if "/StructTreeRoot" not in pdf.Root:
        return
    waiting = list(reversed(_kids(pdf.Root.StructTreeRoot)))
    while waiting:
        element = waiting.pop()
        yield element
        waiting += reversed(_kids(element))


def _kids(element):
    return [kid for kid in _below(element) if isinstance(kid, Dictionary) and "/S" in kid]


def _below(element):
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _held(pdf):
    """{(page, content's number)} that elements of the tree hold."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    held = set()
    for element in elements(pdf):
        for kid in _below(element):
            if isinstance(kid, int):
                held.add((numbers[element.Pg.objgen], int(kid)))
    return held


def _attribute(element, name):
    attributes = element.get("/A", Dictionary())
    return attributes.get(name) if isinstance(attributes, Dictionary) else None


def _fonts(pdf):
    found = {font.objgen: font for page in pdf.pages for font in page.Resources.get("/Font", Dictionary()).values()}
    return found.values()
