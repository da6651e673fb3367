"""Models of imports."""

from participants.imports.models.head_mappings import HeadMapping
from participants.imports.models.imports import SEALED, UNDONE_WITHIN, Import, ImportState
from participants.imports.models.written_batches import WrittenBatch

__all__ = ["SEALED", "UNDONE_WITHIN", "HeadMapping", "Import", "ImportState", "WrittenBatch"]
