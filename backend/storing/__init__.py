"""How rows come into the database: several in one statement, and what nobody waits for at the end of the deed."""

from storing.compiled import Compiled, any_of
from storing.lastly import deed, deed_is_running, lastly, write_so_far
from storing.planned import planned_cursor
from storing.rows import insert, insert_new, stored

__all__ = [
    "Compiled",
    "any_of",
    "deed",
    "deed_is_running",
    "insert",
    "insert_new",
    "lastly",
    "planned_cursor",
    "stored",
    "write_so_far",
]
