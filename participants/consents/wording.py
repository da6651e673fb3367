"""How a text is written: a notice as parts with a heading each, a consent as one sentence. Pure."""

import re

LONGEST_CONSENT = 300
_HEADING = 80
NO_HEADING = "Bagian ke-{} belum lengkap: tulis judulnya pada satu baris, lalu isinya di baris berikutnya."
LONG_HEADING = "Judul bagian ke-{} lebih dari 80 huruf; persingkat, atau beri baris baru sesudah judulnya."
ONE_SENTENCE = "Teks persetujuan ditulis dalam satu alinea, tanpa baris baru."
TOO_LONG = "Teks persetujuan paling panjang 300 huruf; persingkat supaya dibaca orang."


def clean(text):
    """Return the text with one blank line between parts and none inside them."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "\n\n".join("\n".join(line.strip() for line in part.split("\n") if line.strip()) for part in parts)


def sections(text):
    """Return [(heading, words)] of a notice."""
    found = []
    for part in text.split("\n\n"):
        heading, _, words = part.partition("\n")
        found.append((heading, words.replace("\n", " ")))
    return found


def faults(text, *, is_notice):
    """Return the sentences that say what is wrong with a cleaned text."""
    if not is_notice:
        wrong = [ONE_SENTENCE] if "\n" in text else []
        return wrong + ([TOO_LONG] if len(text) > LONGEST_CONSENT else [])
    wrong = []
    for number, (heading, words) in enumerate(sections(text), start=1):
        if not words:
            wrong.append(NO_HEADING.format(number))
        elif len(heading) > _HEADING:
            wrong.append(LONG_HEADING.format(number))
    return wrong
