"""What PDF/UA asks for and WeasyPrint does not write: the scope of heading cells, and page margins as artefacts. Pure.

Text of margin boxes is marked as content by WeasyPrint, but hangs from no element of the document.
"""


def finish(document, pdf):
    """Complete the tags of a drawn file; a finisher of WeasyPrint's write_pdf."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    linked = _linked(pdf, root["K"])
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    for page, elements in zip(pdf.pages["Kids"][::3], numbers[1::2], strict=False):  # a kid is three pieces: 12 0 R
        loose = {mcid for mcid, element in enumerate(elements) if _number(element) not in linked}
        if loose:
            _into_artefacts(_object(pdf, pdf.objects[page]["Contents"]), loose)
            elements[:] = ["null" if mcid in loose else element for mcid, element in enumerate(elements)]


def _linked(pdf, kids):
    """The numbers of all elements below; heading cells among them are given their scope."""
    linked, waiting = set(), [(kid, False) for kid in kids]
    while waiting:
        kid, is_head = waiting.pop()
        if isinstance(kid, int):
            continue
        number = _number(kid)
        element = pdf.objects[number]
        linked.add(number)
        tag = element.get("S")
        if tag == "/TH":
            element["A"]["Scope"] = "/Column" if is_head else "/Row"
        waiting += [(below, is_head or tag == "/THead") for below in element.get("K", ())]
    return linked


def _into_artefacts(stream, loose):
    for at, piece in enumerate(stream.stream):
        if isinstance(piece, dict) and piece.get("MCID") in loose:
            stream.stream[at - 1] = "/Artifact"
            piece.clear()
            piece["Type"] = "/Pagination"


def _number(reference):
    return int(reference.split()[0])


def _object(pdf, reference):
    return pdf.objects[_number(reference)]
