"""What people do on the pages, written once for every story. Each works with and without JavaScript."""

import re
from types import SimpleNamespace

from okoce.programme.models import Agency
from tests.conftest import PATIENCE
from tests.factories.people import PASSWORD, invented_nik
from tests.factories.venues import make_venue

NAME = "Siti Kenanga"
NIK = invented_nik(1)
PHONE = "0812-0000-1234"


def open_pages(browser, address, *, width=1280, height=900, javascript=True):
    """A fresh browser of one person. `said` collects what its console complains about."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        java_script_enabled=javascript,
        reduced_motion="reduce",  # no waiting for a page to glide
    )
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.said = []
    page.on("console", lambda line: page.said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    return page


def log_in(page, login, password=PASSWORD, *, then="/"):
    page.goto(f"/masuk/?next={then}")
    fill_log_in(page, login, password)
    page.wait_for_url(f"**{then}")


def fill_log_in(page, login, password=PASSWORD):
    page.get_by_label("Nomor HP, surel, atau nomor pendaftaran").fill(login)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name).click()


def register(page, *, seen=lambda page: None, javascript=True):
    """Five steps to a registration number; `seen` is asked about every page on the way."""
    page.goto("/daftar/")
    seen(page)
    press(page, "Mulai mendaftar")

    seen(page)
    page.get_by_label("Nama lengkap").fill(NAME)
    page.get_by_label("NIK").fill(NIK)
    page.get_by_label("Tanggal lahir").fill("10/05/1990")
    page.get_by_label("Laki-laki").check()
    page.get_by_label("Nomor HP").fill(PHONE)
    press(page, "Lanjut")

    seen(page)
    page.get_by_label("Kecamatan", exact=False).first.select_option(label="Grogol Petamburan")
    if not javascript:
        page.get_by_role("button", name="Tampilkan kelurahan").first.click()
    page.get_by_label("Kelurahan").first.select_option(label="Tomang")
    page.get_by_label("Alamat").fill("Jalan Anggrek 1")
    press(page, "Lanjut")

    seen(page)
    page.get_by_label("Sudah berjalan").check()
    page.get_by_label("Usaha apa?").fill("jualan gorengan keliling")
    if javascript:
        page.get_by_label("Usaha apa?").blur()
    else:
        press(page, "Cari jenis usaha")
    page.get_by_label("Tidak tahu, biar petugas yang memilih").check()
    press(page, "Lanjut")

    seen(page)
    page.get_by_label("Senin pagi").check()
    press(page, "Lanjut")

    seen(page)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    press(page, "Kirim pendaftaran")

    page.wait_for_url("**/daftar/selesai/**")
    seen(page)
    return page.locator(".receipt-figure").inner_text().strip()


def fill_desk_form(page):
    """Everything an officer asks, with the card in hand."""
    page.get_by_label("NIK").fill(NIK)
    page.get_by_label("Nama lengkap").fill(NAME)
    page.get_by_label("Tanggal lahir").fill("10/05/1990")
    page.get_by_label("Laki-laki").check()
    page.get_by_label("Nomor HP").fill(PHONE)
    page.get_by_label("Kelurahan").first.select_option(label="Tomang")
    page.get_by_label("Alamat").fill("Jalan Anggrek 1")
    page.get_by_label("Sudah berjalan").check()
    page.get_by_label("Usaha apa?").fill("jualan gorengan keliling")
    page.get_by_label("Pemberitahuan privasi sudah").check()
    page.get_by_label("KTP asli sudah saya cocokkan").check()


def schedule_session(page, *, title, day, hours=("09:00", "12:00")):
    """A session of 100 seats in Grogol Petamburan that teaches every module."""
    venue = make_venue("Aula Kecamatan Grogol Petamburan", capacity=120)
    page.goto("/admin/training_sessions/session/add/")
    page.get_by_label("Judul").fill(title)
    for module in page.locator("input[name=modules]").all():
        module.check()
    page.locator("select[name=agency]").select_option(label=str(Agency.objects.get(code="kukmp-jakbar")))
    page.locator("select[name=kecamatan]").select_option(label="Grogol Petamburan")
    page.get_by_label("Tempat:", exact=True).select_option(str(venue.pk))
    page.locator("input[name=meetings-0-starts_at]").fill(f"{day:%Y-%m-%d}T{hours[0]}")
    page.locator("input[name=meetings-0-ends_at]").fill(f"{day:%Y-%m-%d}T{hours[1]}")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url("**/admin/training_sessions/session/")


def book_seat(page, title):
    page.goto("/pelatihan/")
    page.get_by_role("link", name=title).click()
    press(page, "Pesan kursi")
    page.wait_for_url(re.compile(r"/pelatihan/kursi/\d+/"))


def mark_present(page, title, name):
    """The officer finds today's list, compares the card, ticks, saves."""
    page.goto("/hadir/")
    page.get_by_role("link", name=title).click()
    row = page.locator("[data-ticks-row]", has_text=name)
    row.locator("input[name=present]").check()
    row.get_by_label("KTP dan nomornya cocok").check()
    press(page, "Simpan")
    page.wait_for_url("**/selesai/")


def journey_of(page):
    """{step: what the page says about it} for the one participant of this account."""
    page.goto("/perjalanan/")
    found = {}
    for step in page.locator(".path-step").all():
        name = step.locator(".path-name").evaluate("part => part.lastChild.textContent").strip()
        evidence = step.locator(".path-evidence")
        found[name] = SimpleNamespace(
            state=step.get_attribute("data-state"), evidence=evidence.text_content() if evidence.count() else ""
        )
    return found


def press_for_reports(page):
    """One button, for the fortnight that is running; gives the address of the run."""
    page.goto("/laporan/berkas/")
    running = page.locator("select[name=period] option", has_text="masih berjalan").first
    page.get_by_label("Periode").select_option(value=running.get_attribute("value"))
    press(page, "Buat laporan periode ini")
    page.wait_for_url(re.compile(r"/laporan/\d+/$"))
    return page.url
