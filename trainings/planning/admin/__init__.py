"""The admin of sessions: what is planned, where, by whom, and for which training."""

from trainings.planning.admin import sessions, venues

__all__ = ["sessions", "venues"]
