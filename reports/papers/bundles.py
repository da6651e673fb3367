"""A ZIP that is sent while it is made, one file at a time in memory; the same files give the same bytes. Pure."""

import io
import zipfile

MADE = (1980, 1, 1, 0, 0, 0)  # a ZIP knows no "no date"


def zipped(files):
    """The pieces of a ZIP of (name, bytes)."""
    outgoing = _Outgoing()
    with zipfile.ZipFile(outgoing, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in files:
            entry = zipfile.ZipInfo(name, MADE)
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, content)
            yield outgoing.take()
    yield outgoing.take()


class _Outgoing(io.RawIOBase):
    def __init__(self):
        self.pieces = []

    def writable(self):
        return True

    def write(self, piece):
        self.pieces.append(bytes(piece))
        return len(piece)

    def take(self):
        piece, self.pieces = b"".join(self.pieces), []
        return piece
