"""Everything that writes messages and reminders. Areas above call these names; the modules are by theme."""

from messaging.operations.following import follow_clock
from messaging.operations.leaving import due_reminders_become_messages, send_next
from messaging.operations.opting_out import take_reply
from messaging.operations.planning import (
    drop_notices,
    drop_reminders,
    notify,
    plan_every_reminder,
    plan_reminders,
    wake_up,
)
from messaging.operations.receipts import apply_receipt
from messaging.operations.recovery import look_up_open, look_up_silent, retry_failed

__all__ = [
    "apply_receipt",
    "drop_notices",
    "drop_reminders",
    "due_reminders_become_messages",
    "follow_clock",
    "look_up_open",
    "look_up_silent",
    "notify",
    "plan_every_reminder",
    "plan_reminders",
    "retry_failed",
    "send_next",
    "take_reply",
    "wake_up",
]
