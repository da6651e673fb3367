"""The channel for trials: texts to proved phones as lines of a file that only the portal's user reads."""

import json
from types import SimpleNamespace

import pytest

from okoce.clock import now
from okoce.notifications.channels import FileChannel, channels_for
from okoce.notifications.mails import queue_code, queue_mail
from okoce.notifications.models import Delivery
from tests.mailbox import received

pytestmark = pytest.mark.django_db


@pytest.fixture
def text_file(settings, tmp_path):
    settings.TEXT_FILE = tmp_path / "texts" / "texts.jsonl"
    settings.MESSAGE_CHANNELS = settings.MESSAGE_CHANNELS | {"file": "okoce.notifications.channels.FileChannel"}
    settings.CODE_CHANNELS = ["email", "file"]
    return settings.TEXT_FILE


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


def owner(**fields):
    usual = {"is_active": True, "phone": "+628120000412", "phone_proved_at": now(), "email": None}
    return SimpleNamespace(**usual | fields)


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({}, "+628120000412"),
        ({"phone_proved_at": None}, None),
        ({"phone": None}, None),
        ({"is_active": False}, None),
    ],
)
def test_only_a_proved_phone_of_an_open_account_is_an_address(text_file, fields, address):
    assert FileChannel().address_of(owner(**fields)) == address
    assert channels_for(owner(**fields)) == (["file"] if address else [])


def test_it_is_off_unless_the_setting_names_it():
    assert channels_for(owner()) == []


def test_a_text_to_a_bare_phone_is_a_line_that_nobody_else_reads(text_file):
    for text in ("Satu", "Dua"):
        queue_mail("+628120000412", "Perihal", text, kind="uji", channel="file")
    received()

    assert [(line["phone"], line["text"]) for line in lines(text_file)] == [
        ("+628120000412", "Satu"),
        ("+628120000412", "Dua"),
    ]
    assert text_file.stat().st_mode & 0o777 == 0o600
    assert set(Delivery.objects.values_list("state", "sealed")) == {("sent", None)}


def test_it_carries_a_code_where_the_setting_names_it(text_file):
    queue_code("file", "+628120000412", "204060", kind="login_code", minutes=10)
    received()

    assert "204060" in lines(text_file)[0]["text"]


def test_without_the_setting_it_carries_none(text_file, settings):
    settings.CODE_CHANNELS = ["email"]

    with pytest.raises(LookupError):
        queue_code("file", "+628120000412", "204060", kind="login_code", minutes=10)


def test_a_folder_that_cannot_be_written_is_tried_again(text_file):
    text_file.parent.write_text("no folder")
    queue_mail("+628120000412", "Perihal", "Satu", kind="uji", channel="file")
    received()

    assert Delivery.objects.get().state == "queued"
