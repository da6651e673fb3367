"""Bare WeasyPrint: finished HTML to PDF files by two processes that are warm, share their fonts, and rarely collect.

python -m bench.floor.papers STYLE   reads folders of *.html, one a line, and answers with the milliseconds after
which each file lay there.
"""

import gc
import json
import multiprocessing
import sys
import time
from functools import partial
from pathlib import Path

PROCESSES = 2
_set = {}


def warm(style):
    gc.set_threshold(100_000, 50, 100)
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    _set.update(font_config=fonts, stylesheets=[CSS(filename=style, font_config=fonts)], pdf_variant="pdf/ua-1")


def draw(path, base_url):
    from weasyprint import HTML

    path.with_suffix(".pdf").write_bytes(HTML(string=path.read_text(), base_url=base_url).write_pdf(**_set))


def main(style):
    base_url = Path(style).parent.parent.as_uri() + "/"
    with multiprocessing.get_context("fork").Pool(PROCESSES, warm, [style]) as pool:
        for line in sys.stdin:
            began, ended = time.perf_counter(), []
            for _ in pool.imap_unordered(partial(draw, base_url=base_url), sorted(Path(line.strip()).glob("*.html"))):
                ended.append(1000 * (time.perf_counter() - began))
            print(json.dumps(ended), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
