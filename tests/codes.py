"""Codes that were sent to an address, typed on the pages that ask for them."""

import re

from django.test import Client

from tests import sms
from tests.factories.people import PASSWORD
from tests.mailbox import received

ASK, TYPE = "/masuk/kode/", "/masuk/kode/periksa/"


def last_code(address):
    """The code that this address received last, by mail or by text; None when it got nothing."""
    mails = [mail.body for mail in received() if mail.to == [address]]
    texts = mails + [text for number, text in sms.SENT if number == address]
    found = [re.search(r"\b(\d{6})\b", text) for text in texts]
    codes = [match[1] for match in found if match]
    return codes[-1] if codes else None


def log_in_by_code(client, address):
    """Ask for a code to this address and type it; return the answer."""
    client.post(ASK, {"address": address})
    return client.post(TYPE, {"code": last_code(address) or "000000"})


def confirmed(user):
    """A browser in which the password was typed a moment ago."""
    client = Client()
    client.force_login(user)
    client.post("/akun/konfirmasi/", {"password": PASSWORD})
    return client
