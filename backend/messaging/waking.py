"""The sender is told that something may be due. The rows say what is; this only wakes it (docs/decisions/0028)."""

import queueing


def wake_up() -> None:
    """Have a worker send what is due once this transaction is committed.

    There is no queueing lock: its unique index would make bookings wait for each other, and a wake-up that
    is left out because another one waits can be lost when that one runs before this transaction commits.
    """
    queueing.defer("messaging.send_due", queue="messages")
