"""Writes of the calendars area: consent, what an event is to be, and bringing Google to it."""

from calendars.operations.access import rotate_token_keys
from calendars.operations.channels import (
    channels_of,
    keep_channels,
    open_channel,
    stop_channel,
    stop_channels,
    take_push,
)
from calendars.operations.consent import finish_consent, refuse_consent, start_consent
from calendars.operations.edits.deciding import (
    answer_heeded,
    answers_to_heed,
    appointments_of,
    ask_about,
    edits_to_heed,
    forget_answer,
    is_in_the_hubs_calendar,
    leave_out,
    overrule,
    settle_edit,
    still_to_heed,
)
from calendars.operations.edits.looking import look_at_event
from calendars.operations.edits.noticing import expected_on, notice_changes
from calendars.operations.entries import Entry, bring_back_entries, keep_entries, retell_entries
from calendars.operations.feeding import end_feed, make_feed
from calendars.operations.leaving import Fate, disconnect, end_leaving, end_leavings
from calendars.operations.listing import list_all_calendars, refresh_calendars
from calendars.operations.mailed import copies_replaced, mailed_part, up_to_date
from calendars.operations.meeting import find_meet_link
from calendars.operations.outcomes import StillWaiting
from calendars.operations.own_calendar import make_own_calendar
from calendars.operations.parting import revoke_token
from calendars.operations.reading.again import look_again
from calendars.operations.reading.asking import ask_for_read, begin_reading, take_up_due_reads
from calendars.operations.reading.choosing import follow_clock, forget_calendars, keep_titles, switch_reading
from calendars.operations.reading.clashing import note_clashes
from calendars.operations.reading.reader import read_calendar
from calendars.operations.reading.standing import settle_reading
from calendars.operations.regular import hand_over_series, plan_series
from calendars.operations.retrying import retry_events
from calendars.operations.sweeping import take_up_waiting
from calendars.operations.wanted import plan_event, retry_event, withdraw_event
from calendars.operations.writing import write_event

__all__ = [
    "Entry",
    "Fate",
    "StillWaiting",
    "answer_heeded",
    "answers_to_heed",
    "appointments_of",
    "ask_about",
    "ask_for_read",
    "begin_reading",
    "bring_back_entries",
    "channels_of",
    "copies_replaced",
    "disconnect",
    "edits_to_heed",
    "end_feed",
    "end_leaving",
    "end_leavings",
    "expected_on",
    "find_meet_link",
    "finish_consent",
    "follow_clock",
    "forget_answer",
    "forget_calendars",
    "hand_over_series",
    "is_in_the_hubs_calendar",
    "keep_channels",
    "keep_entries",
    "keep_titles",
    "leave_out",
    "list_all_calendars",
    "look_again",
    "look_at_event",
    "mailed_part",
    "make_feed",
    "make_own_calendar",
    "note_clashes",
    "notice_changes",
    "open_channel",
    "overrule",
    "plan_event",
    "plan_series",
    "read_calendar",
    "refresh_calendars",
    "refuse_consent",
    "retell_entries",
    "retry_event",
    "retry_events",
    "revoke_token",
    "rotate_token_keys",
    "settle_edit",
    "settle_reading",
    "start_consent",
    "still_to_heed",
    "stop_channel",
    "stop_channels",
    "switch_reading",
    "take_push",
    "take_up_due_reads",
    "take_up_waiting",
    "up_to_date",
    "withdraw_event",
    "write_event",
]
