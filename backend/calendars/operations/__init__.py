"""Writes of the calendars area: consent, what an event is to be, and bringing Google to it."""

from calendars.operations.access import rotate_token_keys
from calendars.operations.consent import (
    disconnect,
    finish_consent,
    refuse_consent,
    revoke_token,
    start_consent,
)
from calendars.operations.feeding import end_feed, make_feed
from calendars.operations.meeting import find_meet_link
from calendars.operations.outcomes import StillWaiting
from calendars.operations.regular import hand_over_series, plan_series
from calendars.operations.sweeping import take_up_waiting
from calendars.operations.wanted import plan_event, retry_event, withdraw_event
from calendars.operations.writing import write_event

__all__ = [
    "StillWaiting",
    "disconnect",
    "end_feed",
    "find_meet_link",
    "finish_consent",
    "hand_over_series",
    "make_feed",
    "plan_event",
    "plan_series",
    "refuse_consent",
    "retry_event",
    "revoke_token",
    "rotate_token_keys",
    "start_consent",
    "take_up_waiting",
    "withdraw_event",
    "write_event",
]
