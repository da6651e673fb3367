"""Spreadsheets of people at each point of their way, and in each a page of its own."""

from okoce.jobs.models import Job
from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.cleaning import phones
from participants.imports.actions import imports
from participants.imports.models import Import
from participants.people.models import Participant
from tests.factories.places import BARAT, GROGOL
from tests.participants.imports.imported import GOOD, HEADER, csv_of, xlsx_of

_MIXED = [
    GOOD,
    GOOD | {"NIK": "3173021205909002", "Nama Lengkap": "Contoh Kenanga", "Tanggal Lahir": "12/05/1990"},
    GOOD | {"NIK": "31730250059090", "Nama Lengkap": "Contoh Seruni", "Kelurahan": "Tomangg", "Nomor HP": "ada"},
    GOOD | {"NIK": "3,17302E+15", "Nama Lengkap": "=1+1", "Alamat": "Gang yang namanya panjang sekali " * 3},
    GOOD | {"NIK": "3173021305909003", "Nama Lengkap": "Contoh Dahlia", "Tanggal Lahir": "13/05/1990"},
    GOOD | {"NIK": "3173021305909003", "Nama Lengkap": "Contoh Cempaka", "Tanggal Lahir": "13/05/1990"},
]


def make_imports(user, *, region=BARAT):
    """One of each: judged, refused, waiting, being written, failed, written, forgotten; the rest by the same user."""
    known = Participant.objects.filter(kelurahan__name="Tomang").first()
    moved = GOOD | {
        "NIK": known.nik,
        "Nama Lengkap": known.name,
        "Tanggal Lahir": f"{known.birth_on:%d/%m/%Y}",
        "Jenis Kelamin": known.sex,
        "Nomor HP": phones.shown("+6281200005678"),
    }
    judged(user, xlsx_of(*_MIXED, moved, below=[["JUMLAH", "7"]]), region, "daftar hadir RW 03.xlsx")
    judged(user, xlsx_of(GOOD, header=[title for title in HEADER if title != "NIK"]), region, "tanpa-nik.xlsx")
    judged(user, csv_of(_MIXED[2]), region, "tidak-ada-yang-baik.csv")
    uploaded(user, csv_of(GOOD), region, "baru-diunggah.csv")
    failed = uploaded(user, csv_of(GOOD), region, "gagal.csv")
    Job.objects.filter(key=f"import-judge:{failed.pk}").update(
        state=Job.State.FAILED, error="Pekerjaan ini melewati batas waktu."
    )
    imports.discard(judged(user, csv_of(GOOD), region, "dihapus.csv"), by=user)
    if region == GROGOL:
        imports.propose(judged(user, csv_of(GOOD), region, "diajukan.csv"), by=user)
        return
    writing = judged(user, csv_of(*_MIXED[:2]), region, "sedang-ditulis.csv")
    imports.confirm(writing, by=user)
    Import.objects.filter(pk=writing.pk).update(rows_done=1)
    done = judged(user, xlsx_of(*_MIXED), region, "selesai.xlsx")
    imports.confirm(done, by=user)
    done.refresh_from_db()
    imports.write(done)()


def uploaded(user, content, region, name):
    return imports.upload(
        content,
        file_name=name,
        region=Region.objects.get(pk=region),
        point=RegistrationPoint.objects.first(),
        by=user,
    )


def judged(user, content, region, name):
    item = uploaded(user, content, region, name)
    imports.judge(item)()
    item.refresh_from_db()
    return item
