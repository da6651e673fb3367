"""The tidying that every typed value shares."""

import pytest

from okoce.typed_text import is_misread, well_read

pytestmark = pytest.mark.once

MARKED = "éèêëáàâäãåíìîïóòôöõúùûüçñýÿÉÈÊËÁÀÂÄÃÅÍÌÎÏÓÒÔÖÕÚÙÛÜÇÑÝøØæÆßšžŠŽœ’‘“”–—…"

UNUSED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # bytes without a sign in cp1252


@pytest.mark.parametrize("letter", MARKED)
def test_utf8_once_read_as_cp1252_is_known_again(letter):
    text = f"Jl. Contoh {letter} 1"
    misread = "".join(bytes([byte]).decode("cp1252" if byte not in UNUSED else "latin-1") for byte in text.encode())

    assert (is_misread(misread), is_misread(text)) == (True, False)


@pytest.mark.parametrize(
    "text", ["", "Jalan Anggrek 5", "Nur’aini", "“Bu Éva”", "Señor Ñandú’s", "½ kg – 1 kg", "東京"]
)
def test_what_was_read_rightly_is_not_suspected(text):
    assert not is_misread(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Naâ€™im", "Na’im"), ("CafÃ©", "Café"), ("CafÃƒÂ©", "Café"), ("Kafé", "Kafé"), ("Gang 1", "Gang 1")],
)
def test_misread_letters_are_read_as_they_were_meant(text, meant):
    assert well_read(text) == meant
