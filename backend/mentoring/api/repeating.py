"""Every POST that books or changes a session may be sent twice."""

from agenda.transactions import atomically
from idempotency.api import IDEMPOTENCY_KEY, answered_once

__all__ = ["IDEMPOTENCY_KEY", "once"]

once = answered_once(atomically)
