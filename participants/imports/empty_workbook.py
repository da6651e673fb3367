"""The empty list that people fill in and send back."""

from io import BytesIO

from participants.imports.columns import PEOPLE


def make(listed=PEOPLE):
    """An empty workbook whose columns are text, so that no NIK loses a digit, with a sheet that explains them."""
    import openpyxl  # not above: a tenth of a web worker's memory

    book = openpyxl.Workbook()
    people, hints = book.active, book.create_sheet("Petunjuk")
    columns, people.title, people.freeze_panes = listed.columns, "Peserta" if listed is PEOPLE else "Daftar", "A2"
    people.append([column.title for column in columns.values()])
    for at, column in enumerate(columns.values(), start=1):
        dimension = people.column_dimensions[openpyxl.utils.get_column_letter(at)]
        dimension.number_format, dimension.width = "@", max(14, len(column.title) + 4)
    hints.append(["Kolom", "Isi", "Keterangan"])
    for column in columns.values():
        hints.append([column.title, "wajib" if column.is_required else "boleh kosong", column.hint])
    for sheet in (people, hints):
        for cell in sheet[1]:
            cell.font, cell.number_format = openpyxl.styles.Font(bold=True), "@"
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file
