"""What a spreadsheet program makes of a file: opened by a headless LibreOffice, saved anew, and read."""

import subprocess

from openpyxl import load_workbook

from tests.conftest import PATIENCE

SEPARATORS = {",": 44, ";": 59, "\t": 9}


def opened(content, folder, *, kind, separator=","):
    """The cells of the first sheet, row by row, as LibreOffice has them; formulas have the data type "f"."""
    source, made = folder / f"berkas.{kind}", folder / "dibuka"
    source.write_bytes(content)
    # Run by root it would else leave a folder in the system that opens to nobody else.
    own = [f"-env:UserInstallation=file://{folder}/profil", f"-env:UNO_SHARED_PACKAGES_CACHE=file://{folder}/paket"]
    command = ["soffice", "--headless", *own]
    if kind == "csv":  # quotes, UTF-8, from line 1, and what looks special is taken for special
        command += [f"--infilter=Text - txt - csv (StarCalc):{SEPARATORS[separator]},34,76,1,,0,false,true"]
    command += ["--convert-to", "xlsx", "--outdir", str(made), str(source)]
    subprocess.run(command, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return list(load_workbook(made / "berkas.xlsx").worksheets[0].iter_rows())


def formulas(rows):
    return [cell.value for row in rows for cell in row if cell.data_type == "f"]


def texts(rows):
    return [cell.value for row in rows for cell in row if cell.data_type == "s" and cell.value]
