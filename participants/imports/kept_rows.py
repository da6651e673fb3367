"""The cells of rows that were held or refused, by field, so that they can be mended and judged again. Pure.

Kept are {"sex_codes": what 1 and 2 mean, "title": of the only sheet, "cells": {row: its place and cells}}.
"""

from participants.imports.columns import PEOPLE
from participants.imports.fact_columns import DAYS, TITLES
from participants.imports.judged_rows import HOLD, REJECT
from participants.imports.raw_tables import Cell
from participants.imports.table_reader import Part, Sheet
from participants.imports.table_rows import SheetRow

# Decided by people, or said once already by another row.
_DECIDED = ({"NOT_CHOSEN"}, {"DUP_IN_FILE"})


def keep(sheet, rows, *, sex_codes):
    """Keep the failed rows of a file as the sheet has them; `rows` are judged, in the order of the sheet."""
    cells = {
        judged.key: _entry(judged, {name: [*cell] for name, cell in row.cells.items()})
        for row, judged in zip(sheet.rows, rows, strict=True)
        if _has_failed(judged)
    }
    return {"sex_codes": sex_codes, "title": sheet.parts[0].title, "cells": cells} if cells else {}


def with_failed(kept, rows, listed=PEOPLE):
    """Keep the rows that failed since then too, with the cells that their values would have."""
    cells = kept.get("cells", {})
    failed = [judged for judged in rows if _has_failed(judged) and judged.key not in cells]
    more = {judged.key: _entry(judged, _spelled(judged.values, listed)) for judged in failed}
    return {"sex_codes": "", "title": ""} | kept | {"cells": cells | more} if more or cells else {}


def left_over(kept, rows, listed=PEOPLE):
    """Keep of a written file what is still to be mended."""
    open_ = {judged.key for judged in rows if _has_failed(judged) and set(judged.codes) not in _DECIDED}
    found = with_failed(kept, [judged for judged in rows if judged.key in open_], listed)
    cells = {key: entry for key, entry in found.get("cells", {}).items() if key in open_}
    return found | {"cells": cells} if cells else {}


def row_of(entry):
    cells = {name: Cell(*cell) for name, cell in entry["cells"].items()}
    return SheetRow(entry["row"], cells, sheet=entry["sheet"])


def as_sheet(kept):
    """Return what is kept as a list of its own, to be judged again."""
    rows = [row_of(entry) for entry in kept["cells"].values()]
    titles = list(dict.fromkeys(row.sheet for row in rows))
    if len(titles) == 1:
        title, titles = titles[0] or kept["title"], [""]
        for row in rows:
            row.sheet = ""
        return Sheet(0, rows, [], [Part(title, 0, len(rows), [])])
    parts = [Part(title, 0, sum(row.sheet == title for row in rows), []) for title in titles]
    return Sheet(0, rows, [], parts)


def originals(sheet):
    """{sheet title: (heads, {row number: texts})} of such a list, under the titles of the fields."""
    found = {}
    for part in sheet.parts:
        rows = [row for row in sheet.rows if len(sheet.parts) == 1 or row.sheet == part.title]
        names = [name for name in TITLES if any(name in row.cells for row in rows)]
        texts = {row.number: [row.cells.get(name, Cell("")).text for name in names] for row in rows}
        found[part.title] = ([TITLES[name] for name in names], texts)
    return found


def _has_failed(judged):
    """Whether it is to be mended; of somebody who was deleted nothing is kept."""
    return (judged.verdict in (HOLD, REJECT) or bool(judged.held)) and "ERASED" not in judged.codes


def _entry(judged, cells):
    return {"row": judged.row, "sheet": judged.sheet, "cells": cells}


def _spelled(values, listed):
    """The cells from which these values are read again."""
    texts = {name: f"{value:%d/%m/%Y}" if name in DAYS else str(value) for name, value in values.items()}
    if masked := texts.pop("nik_masked", None):
        texts["nik"] = masked
    return {
        name: [texts.get(name, ""), "text"]
        for name, column in listed.columns.items()
        if column.is_required or name in texts
    }
