"""The admin: base classes for all rooms, and the pages of okoce/'s own models."""

from okoce.admin import accounts, jobs, programme, regions

__all__ = ["accounts", "jobs", "programme", "regions"]
