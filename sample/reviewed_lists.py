"""Lists for review: every verdict and a row mended in place, one that proposes a move, and a written one to undo."""

import csv
import io

from okoce.regions.models import Region
from participants.imports.actions import imports, mending
from participants.imports.columns import COLUMNS
from participants.imports.models import Import

FIELDS = ("nik", "name", "birth_on", "sex", "phone", "street", "kelurahan", "trade")
NEW = {"name": "Endah Flamboyan", "sex": "P", "birth_on": "12/04/1987", "nik": "3173025204879986"}
MENDED = {"name": "Suparman Meranti", "sex": "L", "birth_on": "30/10/1983", "nik": "3173023010839987"}
WRITTEN = {"name": "Rukmini Teratai", "sex": "P", "birth_on": "25/01/1993", "nik": "3173026501939988"}
HOME = {"street": "Jalan Nuri III No. 5", "phone": "0812-0000-7741", "trade": "jajanan pasar"}


def written(known, *, judge_file, officer, staff, ground):
    """One new person and one change, written by Sudin; `known` is a row of somebody in the register, by field."""
    rows = [HOME | WRITTEN | {"kelurahan": known["kelurahan"]}, known | {"street": "Jalan Nuri IV No. 1"}]
    item = judge_file("posko-rw-02.csv", _csv(rows), officer, ground, hours=5)
    item.state, item.confirmed_by, item.confirmed_at = Import.State.WRITING, staff, ground.now
    item.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    imports.write(item)()


def waiting(known, *, judge_file, officer, ground):
    """New, same, changed, held, refused, and no data at all; `known` are rows of three people in the register."""
    same, changed, other = known
    new = HOME | NEW | {"kelurahan": same["kelurahan"]}
    rows = [new, same, changed | {"street": "Gang Cendrawasih 4"}, other | {"name": "Nama Lain"}]
    rows += [new | {"nik": "3173025204"}, new | MENDED | {"phone": "tidak ada"}]
    content = _csv(rows) + b"JUMLAH,6\r\n"
    item = judge_file("warga-rw-07.csv", content, officer, ground, hours=2)
    mending.mend(item, str(len(rows) + 1), {"phone": "0812-0000-7742"}, by=officer)


def moving(known, *, here, judge_file, staff, ground):
    """A list of the whole kota in which one person lives in another kecamatan, and one in another street."""
    if len(known) < 2:
        return
    kota = here[:5]
    away = Region.objects.filter(parent__parent=kota).exclude(parent=here).order_by("code").first()
    moved, stayed = known
    rows = [moved | {"kelurahan": away.name, "street": "Jalan Merpati 21"}, stayed | {"street": "Jalan Nuri V No. 7"}]
    judge_file("pemutakhiran-alamat-sudin.csv", _csv(rows), staff, ground, hours=1, region=kota)


def _csv(rows):
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow([COLUMNS[name].title for name in FIELDS])
    lines.writerows([[row[name] for name in FIELDS] for row in rows])
    return file.getvalue().encode()
