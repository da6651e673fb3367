"""PDF files: the same bytes for the same context, tagged, without anything fetched."""

import io
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pytest
from django.template import engines

from okoce import pdf
from okoce.charts import Funnel, FunnelStage

pytestmark = pytest.mark.once

CHART = Funnel(id="corong", title="Corong Tomang", stages=(FunnelStage("Pendaftaran", 1000), FunnelStage("Modal", 12)))
DOCUMENT = """{% extends "layout/pdf.html" %}{% load okoce %}
{% block title %}Laporan contoh{% endblock %}
{% block created %}2026-11-23{% endblock %}{% block modified %}2026-11-23{% endblock %}
{% block content %}<h1>Laporan contoh</h1><p class="lead"><strong>Minimal 75 %</strong> – pertanggungjawaban</p>
{% include chart.template with chart=chart only %}
{% include "charts/_table.html" with table=chart.table only %}{% endblock %}"""


def document():
    return pdf.from_html(engines["django"].from_string(DOCUMENT).render({"chart": CHART}))


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def elements(file, kind):
    return [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == kind and "/P" in o]


def fonts(file):
    return [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]


@pytest.fixture
def neighbour():
    """A web server next door that remembers who knocked."""
    knocks = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self):
            knocks.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", knocks
    server.shutdown()
    server.server_close()


def test_a_document_is_tagged_indonesian_and_titled():
    file = opened(document())

    assert str(file.Root.Lang) == "id"
    assert file.Root.MarkInfo.Marked
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert str(file.docinfo["/Title"]) == "Laporan contoh"
    assert any("Corong Tomang" in str(figure.get("/Alt")) for figure in elements(file, "/Figure"))
    assert elements(file, "/TH")


def test_only_our_own_typeface_is_in_it_and_embedded():
    file = opened(document())

    descriptors = fonts(file)

    assert descriptors
    assert {str(font.FontName).split("+")[-1].startswith("Plus-Jakarta-Sans") for font in descriptors} == {True}
    assert all("/FontFile2" in font for font in descriptors)


def test_the_same_context_gives_the_same_bytes():
    assert document() == document()


def test_another_process_gives_the_same_bytes():
    drawing = (
        "import django, hashlib; django.setup(); from tests.okoce.test_pdf import document; "
        "print(hashlib.sha256(document()).hexdigest())"
    )
    command = [sys.executable, "-c", drawing]
    hashes = {subprocess.run(command, capture_output=True, text=True, env=os.environ).stdout for _ in range(2)}

    assert len(hashes) == 1
    assert hashes != {""}


def test_nothing_of_the_machine_or_the_network_gets_into_a_document(neighbour, tmp_path):
    address, knocks = neighbour
    secret = tmp_path / "rahasia.txt"
    secret.write_text("RAHASIA-9003")
    picture = tmp_path / "picture.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>RAHASIA-9003</text></svg>')
    html = f"""<html lang="id"><head><title>x</title>
        <link rel="stylesheet" href="{address}/style.css"><link rel="attachment" href="{secret.as_uri()}">
        <link rel="attachment" href="{address}/attachment">
        <style>@import url({address}/import.css); @font-face {{ font-family: a; src: url({address}/font.ttf) }}
        body {{ background: url({address}/background.png) }}
        li {{ list-style-image: url({picture.as_uri()}) }} p::before {{ content: url({address}/content.png) }}
        </style></head><body><img src="file:///etc/passwd">
        <img src="{picture.as_uri()}" alt="a"><img src="{address}/image.png" alt="b">
        <img src="data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E" alt="c">
        <img src="../okoce/settings.py" alt="d"><object data="{secret.as_uri()}"></object><embed src="{address}/embed">
        <a rel="attachment" href="{secret.as_uri()}">e</a><ul><li>f</li></ul><p>g</p>
        <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
        <image href="{address}/svg.png" width="9" height="9"/><use href="{picture.as_uri()}#x"/></svg></body></html>"""

    file = opened(pdf.from_html(html))

    assert knocks == []
    assert "/EmbeddedFiles" not in file.Root.get("/Names", {})
    assert not [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/EmbeddedFile"]
    assert not [o for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/x",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "data:text/plain,x",
        "//example.org/x",
        "file://example.org/etc/passwd",
        pdf.BASE_URL + "../manage.py",
        pdf.BASE_URL + "css/../../manage.py",
        pdf.BASE_URL + "%2e%2e/manage.py",
        pdf.BASE_URL + "..%2fmanage.py",
        pdf.BASE_URL + "css",
        pdf.BASE_URL + "css/not-there.css",
        "javascript:alert(1)",
    ],
)
def test_every_other_address_is_refused(url):
    with pytest.raises(pdf.Refused):
        pdf.own_file(url)


def test_our_own_files_are_given():
    assert pdf.own_file(pdf.BASE_URL + "css/pdf.css?x=1").name == "pdf.css"


def test_a_link_out_of_the_folder_is_refused(tmp_path, monkeypatch):
    inside, outside = tmp_path / "static", tmp_path / "secret.css"
    inside.mkdir()
    outside.write_text("x")
    (inside / "link.css").symlink_to(outside)
    monkeypatch.setattr(pdf, "STATIC", inside.resolve())

    with pytest.raises(pdf.Refused):
        pdf.own_file((inside / "link.css").as_uri())


def test_the_drawing_library_is_not_loaded_before_the_first_document():
    code = "import django, sys; django.setup(); import okoce.pdf; print('weasyprint' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ)

    assert done.stdout.strip() == "False"
