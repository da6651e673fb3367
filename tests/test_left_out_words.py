"""Words that no page and no mail may show, whether they come from our templates, our code or a package.

Staff who bring spreadsheets may read "Excel"; citizens may not, since they type.
"""

import ast
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext, override
from django.utils.translation.trans_real import translation

from okoce.accounts.adapter import AccountAdapter
from okoce.notifications.models import Delivery
from participants.cleaning import nik
from participants.consents import texts
from participants.registration.forms.desk import DeskForm
from tests.factories.people import make_user
from tests.mailbox import received
from tests.test_rooms import FLOORS

ROOT = Path(__file__).resolve().parent.parent
# Each word with what it is called here.
REFUSED = {
    "surel": re.compile(r"\be-?mails?\b", re.IGNORECASE),
    "di bawah": re.compile(r"\bdibawah\b", re.IGNORECASE),
    "Daerah Khusus Jakarta": re.compile(r"\bDKI\b"),
    "Cetak": re.compile(r"\bCtrl\b"),
    "peserta": re.compile(r"\bparticipants?\b", re.IGNORECASE),
    "semuanya": re.compile(r"\d total\b"),
}
CODE = re.compile(r"%\([a-z_]+\)[sd]|\{[\w.]*\}|<[^>]+>|\S+@\S+|\(ENTER\)|(?<=\()ENTER|\bemail(?=\(ENTER)")
TAGS = re.compile(r"\{[%{#].*?[%}#]\}|<[^>]+>", re.DOTALL)
ATTRIBUTES = re.compile(r'(?:aria-label|title|placeholder|alt)="([^"{]+)"')
READ_NOT_SHOWN = {
    "participants/imports/columns.py": "heads of columns as offices write them",
    "participants/imports/fact_columns.py": "the same of lists about known people",
    "participants/people/models/__init__.py": "names of classes",
}


def refused_in(text):
    return sorted(word for word, pattern in REFUSED.items() if pattern.search(text))


def catalogue():
    """{English: Indonesian} as pages look it up: ours before the packages'."""
    found = {}
    for part in reversed(translation("id")._catalog._catalogs):
        found.update(part)
    return {key: text for key, text in found.items() if key and isinstance(text, str)}


@pytest.mark.once
def test_no_translation_of_a_package_shows_a_refused_word():
    wrong = {str(key)[:60]: refused_in(CODE.sub("", text)) for key, text in catalogue().items()}

    assert {key: words for key, words in wrong.items() if words} == {}


@pytest.mark.once
def test_no_template_shows_a_refused_word():
    wrong = {}
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            text = path.read_text()
            shown = " ".join([TAGS.sub(" ", text), *ATTRIBUTES.findall(text)])
            if words := refused_in(CODE.sub("", shown)):
                wrong[path.relative_to(ROOT).as_posix()] = words

    assert wrong == {}


def sentences(tree):
    """Texts of a module that are sentences or labels for people: with a blank or a capital, and no docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    documents = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documents:
            if " " in node.value.strip() or node.value[:1].isupper():
                yield node


@pytest.mark.once
def test_no_sentence_of_the_code_shows_a_refused_word():
    wrong = {}
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if {"migrations", "management"} & set(path.parts) or name in READ_NOT_SHOWN:
                continue
            for node in sentences(ast.parse(path.read_text())):
                words = refused_in(CODE.sub("", node.value))
                if words and not is_code(node.value):
                    wrong[f"{name}:{node.lineno}"] = words

    assert wrong == {}


def is_code(text):
    """Names of fields in a row, SQL, permissions: nothing that is read by people."""
    return bool(re.search(r"\b(?:SELECT|INSERT|nik name)\b|__|\bemail\b.*\bkecamatan\b|people\.|_", text))


@pytest.mark.once
def test_the_admin_counts_mistakes_in_indonesian():
    english = ("Please correct the error below.", "Please correct the errors below.")

    with override("id"):
        assert [ngettext(*english, count) for count in (1, 2)] == ["Perbaiki kesalahan di bawah ini."] * 2


@pytest.mark.once
def test_a_citizens_error_names_no_program():
    """NIK_NUMERIC is of cells that hold a number: nobody types one."""
    assert [code for code, text in nik.MESSAGES.items() if "Excel" in text] == ["NIK_NUMERIC"]


@pytest.mark.once
def test_one_word_for_an_address_in_every_form():
    assert DeskForm.base_fields["email"].label == "Surel"


@pytest.mark.once
def test_the_privacy_notice_names_the_province_as_the_law_does():
    assert "Pemerintah Provinsi Daerah Khusus Jakarta" in texts.FIRST[texts.NOTICE]


@pytest.mark.once
def test_a_sheet_to_print_names_no_key():
    page = render_to_string("layout/print.html", {})

    assert "pilih Cetak pada menu peramban" in page


@pytest.mark.django_db
def test_a_mail_names_no_address_at_which_the_process_is_reached(client, settings):
    """A mail once came from "127.0.0.1:8102"."""
    settings.ALLOWED_HOSTS = ["localhost"]
    user = make_user()

    client.post(reverse("account_request_login_code"), {"address": user.email}, headers={"host": "localhost:8102"})

    (sent,) = received()
    subject, body = sent.subject, sent.body
    assert "localhost" not in subject + body
    assert refused_in(CODE.sub("", subject + body)) == []


def mail_of(delivery):
    from okoce.notifications.mails import unsealed

    _, subject, body = unsealed(delivery)
    return subject, body


MAILS = (
    "login_code",
    "password_reset_code",
    "unknown_account",
    "email_confirmation",
    "password_changed",
    "email_changed",
)


@pytest.mark.django_db
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_of_the_accounts_is_indonesian(rf, name):
    user = make_user()
    context = {"user": user, "code": "123456", "email": user.email, "from_email": user.email, "to_email": user.email}
    request = rf.get("/")
    request.user = user

    AccountAdapter(request).send_mail(
        f"account/email/{name}", user.email, context | {"activate_url": "https://x.example"}
    )

    subject, body = mail_of(Delivery.objects.get())
    assert refused_in(CODE.sub("", subject + body)) == []
    assert re.findall(r"\b(?:Hello|Thank you|your|please|account)\b", body, re.IGNORECASE) == []
