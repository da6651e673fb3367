"""PostgreSQL as Django speaks to it, but a kept connection is tried without a question to the server."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self):
        """Whether the line still stands, asked before each request. A server that went away left its goodbye on it."""
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection, select.POLLIN)
        return not line.poll(0) or super().is_usable()
