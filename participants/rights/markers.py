"""By which words a person is recognised in what is sealed or was written to others. Pure."""

import io
import zipfile
import zlib
from dataclasses import dataclass

SHORTEST = 4


@dataclass(frozen=True)
class Markers:
    """Of one person. `sure` names nobody else; the name may be that of others."""

    name: str
    phones: tuple
    sure: tuple

    @classmethod
    def of(cls, *, name, nik, phone, email, numbers, address):
        """`address` is that of the record on staff pages, `numbers` those of its registrations."""
        national = phone.removeprefix("+62")
        found = (nik, national, f"{national[:3]}-{national[3:7]}-{national[7:]}", email, address, *numbers)
        return cls(name, (phone,), tuple(word for word in found if len(word) >= SHORTEST))

    def are_in(self, content):
        """Whether a text, or bytes as they were sent or packed, hold one of the sure ones."""
        return any(word in text for text in texts_of(content) for word in self.sure)


def texts_of(content):
    """Yield what can be read in bytes: plain, packed, or as the parts of a workbook."""
    if isinstance(content, str):
        yield content
        return
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.namelist():
                yield parts.read(part).decode(errors="replace")
        return
    try:
        content = zlib.decompress(content)
    except zlib.error:
        pass
    yield content.decode(errors="replace")
