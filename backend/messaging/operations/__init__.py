"""Everything that writes messages and reminders. Areas above call these names; the modules are by theme."""

from messaging.operations.announcing import drop_news, may_have_heard, notify_of_event
from messaging.operations.becoming import A_BATCH, due_reminders_become_messages
from messaging.operations.blaming import lift_hold
from messaging.operations.claiming import claim_due
from messaging.operations.digesting import write_digest
from messaging.operations.following import follow_clock
from messaging.operations.handing_over import (
    SIDE_BY_SIDE,
    Calls,
    give_back,
    hand_over,
    send_next,
    still_to_go,
)
from messaging.operations.meetings import (
    MeetingAhead,
    drop_meeting_reminders,
    relink_meetings,
    remind_of_meetings,
)
from messaging.operations.noticing import drop_notices, notify, notify_of_account, notify_of_programme
from messaging.operations.opting_out import take_reply
from messaging.operations.outcomes import record_outcomes
from messaging.operations.planning import drop_reminders, plan_every_reminder, plan_reminders
from messaging.operations.pricing import learn_prices
from messaging.operations.receipts import apply_receipt
from messaging.operations.recovery import look_up_open, look_up_silent, retry_failed, retry_messages
from messaging.operations.replanning import replan_reminders
from messaging.operations.switching import drop_what_the_stop_outlasts, start_sending, stop_sending
from messaging.waking import wake_up

__all__ = [
    "A_BATCH",
    "SIDE_BY_SIDE",
    "Calls",
    "MeetingAhead",
    "apply_receipt",
    "claim_due",
    "drop_meeting_reminders",
    "drop_news",
    "drop_notices",
    "drop_reminders",
    "drop_what_the_stop_outlasts",
    "due_reminders_become_messages",
    "follow_clock",
    "give_back",
    "hand_over",
    "learn_prices",
    "lift_hold",
    "look_up_open",
    "look_up_silent",
    "may_have_heard",
    "notify",
    "notify_of_account",
    "notify_of_event",
    "notify_of_programme",
    "plan_every_reminder",
    "plan_reminders",
    "record_outcomes",
    "relink_meetings",
    "remind_of_meetings",
    "replan_reminders",
    "retry_failed",
    "retry_messages",
    "send_next",
    "start_sending",
    "still_to_go",
    "stop_sending",
    "take_reply",
    "wake_up",
    "write_digest",
]
