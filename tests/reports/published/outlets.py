"""Numbers of people as pages, files and papers print them, parsed back from what a reader is sent."""

import csv
import datetime as dt
import io
import re

from lxml import html
from openpyxl import load_workbook

from okoce.programme.stages import Stage
from okoce.regions import places
from okoce.regions.levels import JAKARTA, Level
from reports.papers.evidence_tables import LINES
from reports.papers.fact_names import FACTS
from tests.reports.papers.drawn import text_of

FACT_NAMES = {name: key for key, (name, *_) in FACTS.items()}
NAMES = {label: value for value, label in Stage.choices}
WAITING, REGISTERED = "menunggu", "terdaftar"


def number(text):
    """The number a cell prints; None for the sign of a hidden one. Raises ValueError for words."""
    text = text.replace("disembunyikan", "").strip()
    return None if text == "•" else int(text.replace(".", "").replace("−", "-").replace("+", ""))


def rows_of(tree, caption_or_head):
    """[[text of each cell]] of the tables whose text holds some words."""
    for table in tree.iter("table"):
        if caption_or_head in table.text_content():
            for row in table.iter("tr"):
                yield [cell.text_content().strip() for cell in row if cell.tag in ("th", "td")]


def stage_of(text):
    """The stage a row is headed by, "2. Pelatihan" or "Pelatihan"; None for another row."""
    return NAMES.get(text.partition(". ")[2] or text)


def code_of(name, inside=JAKARTA):
    """The place of a name: a kelurahan where the table is of a kecamatan, else a larger one; None for no such place."""
    is_kecamatan = places.region(inside).level == Level.KECAMATAN
    levels = [Level.KELURAHAN] if is_kecamatan else [Level.PROVINCE, Level.KOTA, Level.KECAMATAN]
    found = [place.code for level in levels for place in places.of_level(level) if place.name == name]
    return next((code for code in found if code.startswith(inside)), None)


def lines_of(content):
    """[[cell of a line of a PDF, as it is laid out]]."""
    return [re.split(r" {2,}", line.strip()) for line in text_of(content).splitlines() if line.strip()]


class Printed:
    """What is printed of one day: numbers by column and place, and changes since another day."""

    def __init__(self, client, on):
        self.client, self.on, self.cells, self.changes = client, on, [], []

    def page(self, path, **query):
        return html.fromstring(self.client.get(path, query).content.decode())

    def say(self, column, code, text):
        self.cells.append(((column, self.on, code), number(text)))

    def province(self):
        """The public page, for each stage: table, map's table, funnel, and what stands outside of it."""
        for stage in Stage.values:
            tree = self.page("/kemajuan/", tahap=stage)
            for row in rows_of(tree, "orang terhadap target"):
                if code := code_of(row[0]):
                    self.say(stage, code, row[1])
            self.funnel(tree, JAKARTA)
        self.outside(tree, JAKARTA)

    def funnel(self, tree, code):
        for row in rows_of(tree, "Persen dari tahap pertama"):
            if stage := stage_of(row[0]):
                self.say(stage, code, row[1])

    def outside(self, tree, code):
        said = next(p for p in tree.iter("p") if p.text_content().startswith("Di luar")).text_content()
        words = said.replace("disembunyikan", "").partition(":")[2].split()
        self.say(WAITING, code, words[0])
        self.say(REGISTERED, code, words[words.index("dari") + 1])

    def kecamatan(self, code):
        """The public page of a kecamatan: its kelurahan, its funnel, and what stands outside of it."""
        tree = self.page(f"/kemajuan/{code}/")
        for row in rows_of(tree, "Kelurahan"):
            if below := code_of(row[0], code):
                for stage, text in zip(Stage.values, row[1:], strict=True):
                    self.say(stage, below, text)
        self.funnel(tree, code)
        self.outside(tree, code)

    def board(self, code, since):
        """The board of officials: parts of an area with their change, and the files of the map and the funnel."""
        tree = self.page("/laporan/", wilayah=code)
        self.funnel(tree, code)
        for row in rows_of(tree, "Perubahan"):
            self._board_row(row, code, since)
        for row in self._file("/laporan/corong.csv", wilayah=code):
            self.say(stage_of(row["langkah"]), code, row["orang"])
            self._change(stage_of(row["langkah"]), code, row["perubahan"], since)
        for stage in Stage.values:
            for row in self._file("/laporan/peta.csv", wilayah=code, tahap=stage):
                self.say(stage, row["kode"], row["orang"])
                self._change(stage, row["kode"], row["perubahan"], since)

    def _board_row(self, row, code, since):
        below = code_of(row[0], code)
        if below and below.startswith(f"{code}.") and len(row) == 5:
            self.say("pelatihan", below, row[1])
            self._change("pelatihan", below, row[2], since)

    def _change(self, column, code, text, since):
        if (change := number(text)) is not None:
            self.changes.append(((column, self.on, code), (column, since, code), change))

    def _file(self, path, **query):
        content = self.client.get(path, query).content.decode("utf-8-sig")
        return csv.DictReader(io.StringIO(content), delimiter=";")

    def open_data(self, content, since):
        """The CSV of snapshots: every area, its trend and its kelurahan, with a change since the fortnight before."""
        for row in csv.DictReader(io.StringIO(content.removeprefix("\ufeff")), delimiter=";"):
            kind, _, stage = row["kunci"].partition(".")
            text = "•" if row["disembunyikan"] == "ya" else row["nilai"]
            on = dt.date.fromisoformat(row["per_tanggal"])
            if kind in ("langkah", WAITING):
                self.cells.append(((stage or WAITING, on, row["kode_wilayah"]), number(text)))
            elif kind == "bukti":
                self.cells.append(((stage, on, row["kode_wilayah"]), number(text)))
            elif kind == "berubah":
                self._change(stage, row["kode_wilayah"], text, since)

    def workbook(self, content, since):
        """The sheets of a workbook of snapshots."""
        book = load_workbook(io.BytesIO(content))
        for code, _, _, _, name, now, before, change, *_ in book["Langkah"].iter_rows(min_row=2, values_only=True):
            self.say(NAMES[name], code, str(now))
            self.cells.append(((NAMES[name], since, code), number(str(before))))
            self._change(NAMES[name], code, str(change), since)
        head, *rows = book["Bukti"].iter_rows(values_only=True)
        for code, _, _, *facts in rows:
            for name, cell in zip(head[3:], facts, strict=True):
                self.say(FACT_NAMES[name], code, str(cell))
        for code, _, _, *people in book["Kelurahan"].iter_rows(min_row=2, values_only=True):
            for column, cell in zip((WAITING, *Stage.values), people, strict=True):
                self.say(column, code, str(cell))

    def paper(self, content, code, since):
        """The two pages of a kecamatan or a kota: seven steps, then its parts with everybody who waits, and facts."""
        self._facts_of_paper(content, code)
        lines = lines_of(content)
        steps = next(i for i, line in enumerate(lines) if line[0].startswith("Tujuh langkah"))
        for head, now, before, change, *_ in [line for line in lines[steps:] if stage_of(line[0])][: len(Stage)]:
            self.say(stage_of(head), code, now)
            self.cells.append(((stage_of(head), since, code), number(before)))
            self._change(stage_of(head), code, change, since)
        parts = next(i for i, line in enumerate(lines) if line[0].startswith("Menurut ke"))
        for name, *people in lines[parts + 1 :]:
            below = code_of(name, code)
            if below and below != code and len(people) == 1 + len(Stage):
                for column, text in zip((WAITING, *Stage.values), people, strict=True):
                    self.say(column, below, text)

    def _facts_of_paper(self, content, code):
        printed = " ".join(text_of(content).split())
        for _, words in LINES:
            keys = re.findall(r"{(\w+)}", words)
            between = map(re.escape, re.split(r"{\w+}", " ".join(words.split())))
            found = re.search(r"([\d.]*\d|•)".join(between), printed)
            for key, text in zip(keys, found.groups(), strict=True):
                self.say(key, code, text)
