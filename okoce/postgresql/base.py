"""Django's PostgreSQL backend; it connects with limits and without JIT, and tries a kept connection without a query."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self):
        """With the limits of this process, and without JIT: compiling a plan takes longer than what is asked here."""
        params = super().get_connection_params()
        asked = {"jit": "off"} | self.settings_dict.get("LIMITS", {})
        options = [f"-c {name}={value}" for name, value in asked.items()]
        return params | {"options": " ".join([*options, params.get("options", "")]).strip()}

    def is_usable(self):
        """Whether the line still stands, asked before each request. A server that went away left its goodbye on it."""
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection, select.POLLIN)
        return not line.poll(0) or super().is_usable()
