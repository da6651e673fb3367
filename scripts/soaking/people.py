"""The people who click: one thread for each role of the sample, looking at its pages and doing its acts in turn."""

import datetime as dt
import itertools
import random
import re
import threading

from scripts.soaking.browser import Browser

PAUSE = 1.5  # seconds between clicks, on the average
_numbers = itertools.count(1)


def invented_person():
    """(number, what a form asks of somebody nobody has met)."""
    number = next(_numbers)
    birth_on = dt.date(1961, 1, 1) + dt.timedelta(days=number)
    nik = f"317302{birth_on:%d%m%y}{9600 + number % 300:04d}"
    return number, {"nik": nik, "birth_on": f"{birth_on:%d/%m/%Y}", "phone": f"0812-0000-{number % 10000:04d}"}


class Walker(threading.Thread):
    """Log in, then look at a page and do an act, again and again, until `over` is set."""

    def __init__(self, role, login, paths, act, *, address, tally, over, pause=PAUSE):
        super().__init__(name=role, daemon=True)
        self.role, self.login, self.paths, self.act = role, login, paths, act
        self.browser, self.tally, self.over, self.pause = Browser(address, tally), tally, over, pause
        self.random = random.Random(role)  # noqa: S311 - the same walk each time
        self.acts = itertools.count()

    def run(self):
        try:
            if self.login:
                self._log_in(*self.login)
            while not self.over.is_set():
                self.browser.get(self.random.choice(self.paths))
                self._pause()
                if self.act and not self.over.is_set():
                    self.act(self, next(self.acts))
                    self._pause()
        except Exception as problem:  # a script that breaks must not look like a walk without faults
            self.tally.fault(f"the walk of {self.role} broke: {type(problem).__name__} {problem}")

    def _log_in(self, email, password):
        page = self.browser.get("/masuk/")
        form = page.form("/masuk/")
        page = self.browser.submit(page, form, {"login": email, "password": password})
        if page is None or page.path == "/masuk/":
            self.tally.fault(f"{self.role} could not log in")

    def _pause(self):
        self.over.wait(self.random.uniform(self.pause / 3, self.pause * 5 / 3))

    def submit(self, page, action, values=(), *, file=None, lands):
        """Send a form of the page and count the act when it lands where it should. Returns the page after it."""
        form = page.form(action) if page else None
        if form is None:
            return None
        after = self.browser.submit(page, form, values, file)
        return after if after is not None and re.fullmatch(lands, after.path) else None


def book_a_seat(sessions):
    def act(walker, turn):
        pk = walker.random.choice(sessions)
        page = walker.browser.get(f"/pelatihan/{pk}/")
        seat = walker.submit(page, "/pesan/", lands=r"/pelatihan/(kursi/)?\d+/")
        if seat and "/kursi/" in seat.path:
            walker.tally.count("seats booked")
            page = walker.browser.get(f"{seat.path}batal/")
            if walker.submit(page, "/batal/", lands=r"/pelatihan/.*"):
                walker.tally.count("seats cancelled")

    return act


def write_a_note(mentees, written):
    def act(walker, turn):
        page = walker.browser.get(f"/pendampingan/{walker.random.choice(mentees)}/catatan/")
        text = f"Rendaman {walker.role} {turn}"
        values = {"minutes": "30", "topics": ["permits"], "text": text}
        if walker.submit(page, "/catatan/", values, lands=r"/pendampingan/(\d+/)?"):
            walker.tally.count("notes")
            written.append(text)

    return act


def work_at_the_desk(registered, uploaded, judged):
    """Register somebody; each third time a small list, each second time a report of the own kecamatan."""

    def act(walker, turn):
        _register(walker, registered)
        for pk in judged():
            page = walker.browser.get(f"/peserta/impor/{pk}/")
            if walker.submit(page, "/ajukan/", lands=r"/peserta/impor/\d+/"):
                walker.tally.count("lists proposed")
        if turn % 3 == 0:
            _upload(walker, uploaded)
        if turn % 2 == 0:
            page = walker.browser.get("/laporan/berkas/")
            if walker.submit(page, "/laporan/berkas/buat/", lands=r"/laporan/(\d+/)?"):
                walker.tally.count("reports pressed")

    return act


def _register(walker, registered):
    number, person = invented_person()
    page = walker.browser.get("/meja/")
    street = f"Jalan Meja {number}"
    values = person | {
        "name": "Contoh Kenanga",
        "sex": "L",
        "street": street,
        "standing": "running",
        "trade": "jualan gorengan keliling",
        "business_class": "",
        "email": "",
        "notice_given": "on",
        "card_checked": "on",
    }
    if walker.submit(page, "/meja/", values, lands=r"/meja/\d+/"):
        walker.tally.count("people registered")
        registered.append(street)


def _upload(walker, uploaded):
    header = "NIK,Nama Lengkap,Tanggal Lahir,Jenis Kelamin,Nomor HP,Alamat,Kelurahan,Jenis Usaha"
    rows, streets = [header], []
    for _ in range(3):
        number, person = invented_person()
        streets.append(f"Jalan Daftar {number}")
        cells = [person["nik"], "Contoh Melati", person["birth_on"], "L", person["phone"]]
        rows.append(",".join([*cells, streets[-1], "Tomang", "katering"]))
    page = walker.browser.get("/peserta/impor/")
    file = ("file", "daftar.csv", "\n".join(rows).encode())
    if walker.submit(page, "/peserta/impor/", file=file, lands=r"/peserta/impor/\d+/"):
        walker.tally.count("lists uploaded")
        uploaded.append(streets)


def decide_lists(proposed):
    """Have the lists written that were proposed."""

    def act(walker, turn):
        for pk in proposed():
            page = walker.browser.get(f"/peserta/impor/{pk}/")
            if walker.submit(page, "/setuju/", {"notice_shown": "on"}, lands=r"/peserta/impor/\d+/"):
                walker.tally.count("lists confirmed")

    return act


def press_all_reports(walker, turn):
    """All 44 kecamatan, once: that is minutes of work for the bulk worker."""
    if turn == 0:
        page = walker.browser.get("/laporan/berkas/")
        if walker.submit(page, "/laporan/berkas/buat/", lands=r"/laporan/(\d+/)?"):
            walker.tally.count("reports pressed")
