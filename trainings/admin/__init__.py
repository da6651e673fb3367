"""Admin classes of trainings."""

from trainings.admin.sessions import SessionAdmin

__all__ = ["SessionAdmin"]
