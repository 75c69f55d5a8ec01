"""Somebody took sessions out of their calendar, or declined them there: what follows by the programme's policy. See
docs/decisions/0016."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import Person
from calendars.replies import Answer
from mentoring.keeping import ask_whether_off, keep_all
from mentoring.models import CalendarEdits, Session
from mentoring.opening import find, part_in
from mentoring.operations import cancel_session, confirm_cancel
from mentoring.queries import moment_of
from mentoring.rules import may
from mentoring.telling_edits import DECLINED, Asking


def let_go(
    sessions: Sequence[Session], asking: Asking, *, by: Person, always_ask: bool = False, now: datetime
) -> list[Session]:
    """`by` has no use for these sessions any more, locked ones that stand; those about which the others are now asked.

    What the other side asked about before is off with that. Else the programme's policy says whether it is called off
    at once. In the caller's transaction.
    """
    asked = []
    for session in sessions:
        if "confirm_cancel" in may(part_in(session, by), moment_of(session, now)):
            confirm_cancel(session_id=session.pk, by=by, now=now)
        elif session.programme.calendar_edits == CalendarEdits.DO and not always_ask:
            cancel_session(session_id=session.pk, reason="", by=by, now=now)
        else:
            asked.append(session)
    new = [session for session in asked if session.cancel_asked_by != part_in(session, by)]
    if new:
        ask_whether_off(new, asking, by=by, now=now)
    return asked


def heed_word(
    sessions: Sequence[Session], answer: str, *, by: Person, of_series: bool = False, now: datetime
) -> bool:
    """Do what follows from a guest's answer in Google about these sessions; whether anything did, which tells people
    by itself. In the caller's transaction.

    A decline lets them go, an acceptance takes that back. A whole series (`of_series`) is never called off at once:
    one tap may mean the next date alone.
    """
    locked = [find(session.pk, lock=True) for session in sessions]
    standing = [one for one in locked if "cancel" in may(part_in(one, by), moment_of(one, now))]
    if answer == Answer.DECLINED and standing:
        let_go(standing, DECLINED, by=by, always_ask=of_series, now=now)
        return True
    given_up = [one for one in standing if one.cancel_asked_by == part_in(one, by)]
    if answer == Answer.ACCEPTED and given_up:
        keep_all(given_up, by=by, now=now)
        return True
    return False
