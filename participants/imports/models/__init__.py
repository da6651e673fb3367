"""Models of imports."""

from participants.imports.models.head_mappings import HeadMapping
from participants.imports.models.imports import SEALED, UNDECIDED, UNDONE_WITHIN, Import, ImportState
from participants.imports.models.written_batches import WrittenBatch

__all__ = ["SEALED", "UNDECIDED", "UNDONE_WITHIN", "HeadMapping", "Import", "ImportState", "WrittenBatch"]
