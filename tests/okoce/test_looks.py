"""Style sheets, contrast and the gallery of parts."""

import hashlib
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import Context, Engine
from django.template.loader import get_template
from django.test import Client, override_settings

from okoce.templatetags.okoce import _icons, asset, icon
from tests.loaded import missing

STATIC = settings.ROOT / "static"
TEMPLATES = settings.ROOT / "templates"
BORROWED = settings.ROOT / "scripts/data"
TOKENS = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", (STATIC / "css/tokens.css").read_text()))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    light, dark = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("sea-900", "dawn-400"),
        ("sea-900", "dawn-500"),
        ("ink", "paper"),
        ("ink-soft", "paper"),
        ("ink-soft", "sea-50"),
        ("sea-700", "paper"),
        ("sea-600", "paper"),
        ("sheet", "sea-700"),
        ("sea-300", "sea-800"),
        ("sea-100", "sea-900"),
        ("dawn-700", "sheet"),
        ("good", "good-soft"),
        ("wait", "wait-soft"),
        ("bad", "bad-soft"),
        ("calm", "calm-soft"),
    ],
)
def test_words_stand_out_from_their_ground(ink, ground):
    assert contrast(ink, ground) >= 4.5


def test_borrowed_files_are_the_ones_that_were_borrowed():
    for sums in BORROWED.glob("*/SHA256SUMS"):
        written = {name: sum_ for sum_, name in (line.split() for line in sums.read_text().splitlines())}
        found = {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sums.parent.iterdir() if file != sums
        }
        assert written == found, sums.parent.name


def test_every_borrowed_folder_carries_its_licence_and_sums():
    folders = [path for path in BORROWED.iterdir() if path.is_dir()]

    assert folders
    for folder in folders:
        assert (folder / "SHA256SUMS").is_file()
        assert list(folder.glob("LICENSE*")) + list(folder.glob("OFL*"))


def test_every_icon_asked_for_exists():
    asked = {}
    for file in [*TEMPLATES.rglob("*.html"), settings.ROOT / "okoce/accounts/navigation.py"]:
        text = file.read_text()
        for name in re.findall(r'{% icon(?:_use)? "([\w-]+)"|(?:icon_name|action_icon)="([\w-]+)"', text):
            asked["".join(name)] = file.name

    assert {name: file for name, file in asked.items() if name not in _icons()} == {}
    assert len(asked) > 20


def test_what_a_template_names_itself_is_drawn_while_it_is_compiled():
    """So a page looks nothing up for it; what only the page knows is drawn with the page."""
    source = (
        '{% load okoce %}{% icon "bell" %}{% icon "bell" label="Pesan" %}{% asset "css/tokens.css" %}{% icon named %}'
    )
    template = Engine(libraries={"okoce": "okoce.templatetags.okoce"}).from_string(source)

    assert [type(node).__name__ for node in template.nodelist[1:]] == ["TextNode"] * 3 + ["SimpleNode"]
    drawn = template.render(Context({"named": "gear"}))
    assert drawn == f"{icon('bell')}{icon('bell', label='Pesan')}{asset('css/tokens.css')}{icon('gear')}"


def test_every_icon_there_is_is_asked_for():
    """By its name in quotes, in a template or where the choice of an icon is made."""
    files = [*TEMPLATES.rglob("*.html"), *_code()]
    quoted = {name for file in files for name in re.findall(r"[\"']([\w-]+)[\"']", file.read_text())}

    assert set(_icons()) - quoted == set()


def _code():
    for app in ("okoce", "participants", "trainings", "bazaars", "reports"):
        yield from (settings.ROOT / app).rglob("*.py")


def test_every_part_is_used_by_a_page_outside_the_gallery():
    files = [file for file in [*TEMPLATES.rglob("*.html"), *_code()] if file.name != "style.html"]
    used = {part for file in files for part in re.findall(r"parts/(_\w+\.html)", file.read_text())}

    assert {file.name for file in (TEMPLATES / "parts").glob("_*.html")} - used == set()


def test_every_part_is_shown_in_the_gallery():
    parts = {file.name for file in (TEMPLATES / "parts").glob("_*.html")}
    shown = set(re.findall(r"parts/(_\w+\.html)", (TEMPLATES / "style.html").read_text()))
    shown |= {"_breadcrumbs.html", "_messages.html", "_htmx.html"}  # shown by the layout, and without a look
    for part in list(shown):
        shown |= set(re.findall(r"parts/(_\w+\.html)", (TEMPLATES / "parts" / part).read_text()))
    if "crispy" in (TEMPLATES / "style.html").read_text():
        shown |= {"_error_summary.html"}

    assert parts - shown == set()


@pytest.mark.django_db
def test_every_look_of_a_part_is_shown_in_the_gallery(client):
    sheets = "".join((STATIC / f"css/{name}.css").read_text() for name in ("parts", "lists"))
    styles = re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL)
    looks = {name for heads in re.findall(r"([^{}]+){", styles) for name in re.findall(r"\.([a-z][\w-]*)", heads)}
    frames = set(re.findall(r"\.([a-z][\w-]*)", (STATIC / "css/layout.css").read_text()))

    page = client.get("/gaya/").text

    shown = {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}
    assert looks - frames - shown == set()


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "403_csrf.html", "404.html", "405.html", "500.html", "503.html"]
)
def test_an_error_page_stands_without_any_context(name):
    page = get_template(name).render({})

    assert "<h1>" in page
    assert 'lang="id"' in page
    assert 'href="/"' in page


@pytest.mark.django_db
def test_anybody_may_look_at_the_gallery(client):
    answer = client.get("/gaya/")

    assert answer.status_code == 200
    assert "Ada yang perlu diperbaiki" in answer.text


@pytest.mark.django_db
def test_a_missing_page_says_so_in_the_portals_own_words(client):
    answer = client.get("/tidak-ada/")

    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.text


@pytest.mark.django_db
def test_a_form_without_its_token_says_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/gaya/")

    assert answer.status_code == 403
    assert "muat ulang" in answer.text


def test_static_files_can_be_gathered_with_their_fingerprints(tmp_path):
    storage = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={**settings.STORAGES, "staticfiles": storage}):
        call_command("collectstatic", verbosity=0, interactive=False)

    assert list(tmp_path.glob("css/tokens.*.css"))


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_gallery_is_free_of_barriers(live_server, page, axe, width):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(f"{live_server.url}/gaya/")

    assert missing(page, said) == []
    assert axe(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_whatever_is_pressed_is_large_enough_for_a_thumb(live_server, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/gaya/")
    assert missing(page) == []

    small = page.evaluate(
        """[...document.querySelectorAll('.btn, summary, .tool, input:not([type=hidden]), select')]
        .filter(pressed => pressed.offsetParent)
        .map(pressed => pressed.closest('.form-check, .when-cell, .tick label') || pressed)
        .filter(area => area.getBoundingClientRect().height < 43.5)
        .map(area => area.outerHTML.slice(0, 80))"""
    )

    assert small == []


@pytest.mark.browser
def test_the_first_tab_stop_leads_past_the_header(live_server, page):
    page.goto(f"{live_server.url}/tidak-ada/")

    page.keyboard.press("Tab")
    box = page.locator(":focus").bounding_box()
    page.keyboard.press("Enter")

    assert box["y"] >= 0
    assert page.url.endswith("#isi")
