"""What people may ask for about their own data, and how far a request is. Pure."""

import datetime as dt

from django.db import models

ANSWERED_WITHIN = dt.timedelta(hours=72)  # UU 27/2022: three times 24 hours


class RequestKind(models.TextChoices):
    VIEW = "view", "melihat data"
    COPY = "copy", "salinan data"
    CORRECTION = "correction", "pembetulan data"
    RESTRICTION = "restriction", "pembatasan"
    OBJECTION = "objection", "keberatan"
    ERASURE = "erasure", "penghapusan data"


class RequestWay(models.TextChoices):
    OWN = "own", "lewat halaman Data saya"
    DESK = "desk", "di meja, KTP dilihat petugas"
    LETTER = "letter", "lewat surat"


class RequestState(models.TextChoices):
    NEW = "new", "baru"
    TAKEN = "taken", "diproses"
    DONE = "done", "selesai"
    REFUSED = "refused", "ditolak"
    WITHDRAWN = "withdrawn", "ditarik"


class Wrong(models.TextChoices):
    """What a person finds wrong in their data: what stands on their card takes two officers."""

    NAME = "name", "Nama"
    NIK = "nik", "NIK"
    BIRTH = "birth_on", "Tanggal lahir"
    SEX = "sex", "Jenis kelamin"
    OTHER = "other", "Yang lain"


ON_CARD = (Wrong.NAME, Wrong.NIK, Wrong.BIRTH, Wrong.SEX)
OPEN = (RequestState.NEW, RequestState.TAKEN)
# The status colours of the portal.
LOOKS = {
    RequestState.NEW: "waiting",
    RequestState.TAKEN: "running",
    RequestState.DONE: "done",
    RequestState.REFUSED: "refused",
    RequestState.WITHDRAWN: "withdrawn",
}
# What each kind means to the person who asks.
EXPLAINED = {
    RequestKind.VIEW: "Petugas menunjukkan semua data Anda yang disimpan.",
    RequestKind.COPY: "Anda menerima salinan data: PDF untuk dibaca, JSON untuk dipakai lagi.",
    RequestKind.CORRECTION: "Pilih dan sebut yang keliru. Nama, NIK, tanggal lahir, dan jenis kelamin "
    "dibetulkan dua petugas menurut KTP.",
    RequestKind.RESTRICTION: "Berlaku seketika: data Anda keluar dari unduhan, undangan, dan daftar telepon.",
    RequestKind.OBJECTION: "Berlaku seketika: Anda tidak diundang dan tidak ditelepon lagi.",
    RequestKind.ERASURE: "Nama, NIK, nomor HP, alamat, pesan, catatan, dan akun Anda dihapus; hitungan tetap tanpa "
    "nama. Tidak bisa dikembalikan.",
}


def wrong_in_words(names):
    """Return what is wrong as one phrase: "nama, NIK"."""
    labels = [Wrong(name).label for name in names]
    return ", ".join(label if label.isupper() else label.lower() for label in labels)


def clock_in_words(due_at, now):
    """Return how much of the clock is left, or by how much it was missed."""
    seconds = int((due_at - now).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    span = f"{hours} jam" if hours else f"{minutes} menit"
    return f"lewat {span}" if seconds < 0 else f"sisa {span}"
