"""Named by `DATABASES["default"]["ENGINE"]`; Django looks for this module and this class."""

import select

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL


class DatabaseWrapper(PostgreSQL):
    """At every request Django asks with `SELECT 1` whether the connection still stands; here the socket is looked at.

    PostgreSQL says nothing on an idle connection but that it ends it (protocol chapter "Message Flow",
    "Asynchronous Operations"; what else it may say makes a new connection, which does no harm).
    """

    def is_usable(self) -> bool:
        if self.connection is None or self.errors_occurred:
            return bool(super().is_usable())
        if self.connection.closed:
            return False
        idle = select.poll()
        idle.register(self.connection.fileno(), select.POLLIN)
        return not idle.poll(0)
