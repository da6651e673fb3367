"""Breadcrumbs: given by views in one form, drawn by one template."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string

from okoce.crumbs import crumbs

pytestmark = pytest.mark.once

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_pages_above_have_an_address_and_the_page_itself_has_none():
    found = crumbs(("Pelatihan", "trainings:sessions-list"), ("Sesi", "trainings:sessions-detail", 12), here="Kursi")

    assert found == [("Pelatihan", "/pelatihan/"), ("Sesi", "/pelatihan/12/"), ("Kursi", "")]


def test_a_page_above_may_be_named_by_its_path():
    assert crumbs(("Ani", "/peserta/3/"), here="Riwayat") == [("Ani", "/peserta/3/"), ("Riwayat", "")]


def test_the_last_crumb_is_the_current_page_and_names_are_escaped():
    drawn = render_to_string("parts/_breadcrumbs.html", {"crumbs": crumbs(("Bazar", "/bazar/"), here="<b>Bazar</b>")})

    assert '<li><a href="/bazar/">Bazar</a></li>' in drawn
    assert '<li><span aria-current="page">&lt;b&gt;Bazar&lt;/b&gt;</span></li>' in drawn


def test_one_template_draws_breadcrumbs():
    drawing = [path.name for path in sorted(TEMPLATES.rglob("*.html")) if 'class="crumbs"' in path.read_text()]

    assert drawing == ["_breadcrumbs.html"]


def test_only_a_layout_places_breadcrumbs():
    placing = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if "_breadcrumbs.html" in path.read_text()
    }

    assert placing == {"layout/page.html"}


@pytest.mark.django_db
def test_account_pages_of_the_library_lead_back_to_the_settings(signed_in):
    page = signed_in("officer").get("/akun/sandi/ganti/").content.decode()

    assert '<nav aria-label="Jejak halaman" class="crumbs">' in page
    assert '<li><a href="/akun/">Pengaturan akun</a></li>' in page
