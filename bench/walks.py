"""What people do from start to end: register, be registered at the desk, get from the list of sessions to a seat.

Each walk opens the pages that a browser with scripts opens, in its order, with a browser of its own. The floor's walk
is form, post, receipt; for a seat, the session and the press.
"""

import re
from functools import partial

from bench.client import Walk
from bench.portal import KELURAHAN, TRADE

KECAMATAN = KELURAHAN[:8]
LISTS = f"/daftar/kelurahan/?kecamatan={KECAMATAN}", f"/daftar/jenis-usaha/?kata={TRADE.replace(' ', '+')}"


def registrations(ground, count):
    """From `/daftar/` to the receipt, each from an address of its own as a proxy reports it: 14 requests."""
    return [
        Walk(partial(_register, ground.typed_steps()), (("X-Forwarded-For", ground.address()),)) for _ in range(count)
    ]


def _register(steps, browser):
    browser.open("/daftar/")
    for number in range(1, 6):
        browser.open(f"/daftar/langkah/{number}/")
        page = browser.page
        if number in (2, 3):  # what the script asks for meanwhile
            browser.open(LISTS[number - 2])
            browser.page = page
        goes_to = f"/daftar/langkah/{number + 1}/" if number < 5 else "/daftar/selesai/"
        receipt = browser.send(f"/daftar/langkah/{number}/", steps[number], goes_to=goes_to)
    browser.open(receipt)


def desk_registrations(ground, count):
    """The officer's page, the person typed in, what is shown then, and the receipt to print: 6 requests."""
    headers = (("Cookie", f"sessionid={ground.officer}"),)
    return [Walk(partial(_register_at_desk, ground.typed_steps()), headers) for _ in range(count)]


def _register_at_desk(steps, browser):
    page = browser.open("/meja/")
    point = re.search(r'name="registration_point".*?value="(\d+)"', page, re.DOTALL)[1]
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    fields = {name: value for step in steps.values() for name, value in step.items() if name != "password"}
    fields |= {"registration_point": point, "notice_given": "on", "card_checked": "on", "token": token}
    for path in LISTS:
        browser.open(path)
    browser.page = page
    done = browser.send("/meja/", fields, goes_to="/meja/")
    browser.open(done)
    browser.open(f"{done}bukti/")


def bookings(pairs, count):
    """From the list of sessions to the seat: list, session, press, seat."""
    return [
        Walk(partial(_book, session, participant), (("Cookie", f"sessionid={cookie}"),))
        for cookie, participant, session in pairs(count)
    ]


def _book(session, participant, browser):
    browser.open("/pelatihan/")
    browser.open(f"/pelatihan/{session}/")
    seat = browser.send(f"/pelatihan/{session}/pesan/", {"participant": participant}, goes_to="/pelatihan/kursi/")
    browser.open(seat)


def floor_registrations(floor, count):
    """Form, post, receipt."""
    return [Walk(partial(_register_on_floor, floor.new_fields())) for _ in range(count)]


def _register_on_floor(fields, browser):
    browser.open("/daftar/")
    browser.open(browser.send("/daftar/", fields, goes_to=r"/terdaftar/\d"))
