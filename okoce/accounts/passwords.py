"""Passwords of people with a role: long, and not made of words that anybody here would try first.

Django's own validators, its list of common passwords among them, hold for everybody (settings).
"""

import re
import unicodedata
from pathlib import Path

from django.core.exceptions import ValidationError

from okoce.reference.memory import Memory
from okoce.regions.models import Region

WEAK = "weak_password_of"  # in the session: whose password may not stay
LEAST = 12
MOST_WORDS = 3  # four words in a row are a sentence that is long enough
DIFFERENT = 5
AROUND = "0123456789 !?.,-_*#"
LOOKS_LIKE = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})

TOO_SHORT = f"Kata sandi akun petugas paling sedikit {LEAST} karakter; tambahkan kata atau angka."
TOO_PLAIN = (
    "Kata sandi ini terdiri dari kata, nama tempat, atau deret huruf yang mudah ditebak; "
    "pakai empat kata yang tidak berhubungan, atau campuran yang hanya Anda tahu."
)
FEW_CHARACTERS = f"Kata sandi ini hanya memakai beberapa karakter; pakai sedikitnya {DIFFERENT} yang berbeda."


class RolePasswordValidator:
    """Judges passwords of accounts that hold a role now; those of citizens are left to the other validators."""

    def validate(self, password, user=None):
        """Raise `ValidationError` with the sentence that says what to do."""
        if user is None or not _holds_a_role(user):
            return
        wrong = weaknesses(password)
        if wrong:
            raise ValidationError(wrong)

    def get_help_text(self):
        return f"Akun petugas, pendamping, dan pejabat: paling sedikit {LEAST} karakter, bukan kata yang mudah ditebak."


def note_weakness(request, user, password):
    """Remember at log-in that somebody with a role came in with a password that may not stay."""
    if _holds_a_role(user) and weaknesses(password):
        request.session[WEAK] = user.pk


def has_to_be_replaced(request):
    """Return whether who is signed in has to choose another password first."""
    return request.session.get(WEAK) == request.user.pk


def forget_weakness(sender, request, **_):
    """Called when a password was changed."""
    request.session.pop(WEAK, None)


def _holds_a_role(user):
    return user.pk is not None and bool(user.roles or user.is_superuser)


def weaknesses(password):
    """Return the sentences about what is wrong with a password of somebody with a role."""
    wrong = []
    if len(password) < LEAST:
        wrong.append(TOO_SHORT)
    if len(set(password)) < DIFFERENT:
        wrong.append(FEW_CHARACTERS)
    if any(_is_made_of_words(letters) for letters in _readings(password)):
        wrong.append(TOO_PLAIN)
    return wrong


def _readings(password):
    """The letters of a password: without anything else, and with digits read as the letters they look like."""
    plain = unicodedata.normalize("NFKD", password).casefold()
    written = (plain, plain.rstrip(AROUND), plain.strip(AROUND))
    return {re.sub("[^a-z]", "", text) for text in (plain, *(text.translate(LOOKS_LIKE) for text in written))}


def _is_made_of_words(letters):
    """Whether no more than MOST_WORDS listed words, one after the other, are all of it."""
    words, ends = _words.get(), {0}
    for _ in range(MOST_WORDS):
        ends = {end for start in ends for end in range(start + 1, len(letters) + 1) if letters[start:end] in words}
        if len(letters) in ends:
            return True
    return False


def _read_words():
    """Those of the list, and each name of a place: its words, and all of them in one."""
    text = (Path(__file__).parent / "password_words.txt").read_text(encoding="utf-8")
    listed = {word for line in text.splitlines() if not line.startswith("#") for word in line.split()}
    names = [re.findall("[a-z]+", name.casefold()) for name in Region.objects.values_list("name", flat=True)]
    return frozenset(listed.union(*names, map("".join, names)))


_words = Memory(_read_words)
