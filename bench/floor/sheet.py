"""A spreadsheet of people into one table: cells out of the XML, one COPY, checks by set, one statement that enters all.

Knows only the sheets that this bench makes: text in each cell, the same columns in the same order.
"""

import html
import io
import re
import zipfile

ROW, CELL = re.compile(r"<row.*?</row>", re.DOTALL), re.compile(r"<c [^>]*>(?:<is><t>([^<]*)</t></is></c>|</c>)")
COLUMNS = "number nik name birth_on sex phone email street rt rw kota kecamatan kelurahan trade".split()

TABLE = f"CREATE TEMP TABLE sheet (row serial, {', '.join(f'{name} text' for name in COLUMNS)}) ON COMMIT DROP"
BAD = """
    SELECT row, 'NIK' FROM sheet WHERE nik !~ '^[0-9]{16}$'
    UNION ALL SELECT row, 'ganda' FROM (SELECT row, count(*) OVER (PARTITION BY nik) AS times FROM sheet) AS twice
    WHERE times > 1
    UNION ALL SELECT row, 'lain' FROM sheet JOIN person USING (nik) WHERE person.name <> sheet.name"""
ENTER = """
    WITH entered AS (
        INSERT INTO person (name, nik, birth_on, sex, phone, kelurahan, street, consent)
        SELECT name, nik, to_date(birth_on, 'DD/MM/YYYY'), sex, phone, kelurahan, street, true FROM sheet
        WHERE row <> ALL (%s) ON CONFLICT (nik) DO UPDATE SET phone = excluded.phone, street = excluded.street
        WHERE (person.phone, person.street) <> (excluded.phone, excluded.street) RETURNING id, nik
    )
    INSERT INTO business (person_id, trade) SELECT id, trade FROM entered JOIN sheet USING (nik)"""


def rows(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    for row in list(ROW.findall(sheet))[1:]:
        yield [html.unescape(text) for text in CELL.findall(row)]


def enter(content, connection):
    """How many came in, and each row that may not."""
    lines = "\n".join("\t".join(re.sub(r"[\\\t\n]", " ", text) for text in row) for row in rows(content))
    with connection, connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.copy_expert(f"COPY sheet ({', '.join(COLUMNS)}) FROM STDIN", io.StringIO(lines))
        cursor.execute(BAD)
        bad = cursor.fetchall()
        cursor.execute(ENTER, ([row for row, _ in bad],))
        return cursor.rowcount, bad
