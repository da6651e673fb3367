"""PostgreSQL as Django speaks to it, but a kept connection is tried without a question, and no plan is compiled."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self):
        """Without JIT: what is asked here is short, and to compile a plan that only looks dear takes longer than it."""
        return {"options": "-c jit=off", **super().get_connection_params()}

    def init_connection_state(self):
        """With the limits of this kind of process, by SET: a pooler between us and the server hands those on."""
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            for name, value in self.settings_dict.get("LIMITS", {}).items():
                cursor.execute("SELECT set_config(%s, %s, false)", [name, value])

    def is_usable(self):
        """Whether the line still stands, asked before each request. A server that went away left its goodbye on it."""
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection, select.POLLIN)
        return not line.poll(0) or super().is_usable()
