"""The table of what may happen to a session, read row by row."""

from datetime import UTC, datetime, timedelta

import pytest

from mentoring.rules import Moment, Part, may

START = datetime(2026, 11, 25, tzinfo=UTC)
HOUR = timedelta(hours=1)


def moment(state: str, now: datetime, *, held_until: datetime | None = None) -> Moment:
    return Moment(state, START, START + HOUR, held_until, now)


BEFORE, DURING, AFTER = START - HOUR, START + HOUR / 2, START + HOUR
STANDING, RUN_OUT = BEFORE + HOUR / 2, BEFORE


@pytest.mark.parametrize(
    ("part", "at", "expected"),
    [
        (Part.EXPERT, moment("requested", BEFORE, held_until=STANDING), ["accept", "decline", "propose"]),
        (Part.STARTUP, moment("requested", BEFORE, held_until=STANDING), ["propose", "withdraw"]),
        (
            Part.COORDINATOR,
            moment("requested", BEFORE, held_until=STANDING),
            ["accept", "decline", "withdraw"],
        ),
        (Part.EXPERT, moment("requested", BEFORE, held_until=RUN_OUT), []),
        (Part.SYSTEM, moment("requested", BEFORE, held_until=RUN_OUT), ["expire"]),
        (Part.SYSTEM, moment("requested", BEFORE, held_until=STANDING), []),
        (Part.EXPERT, moment("confirmed", BEFORE), ["propose", "reschedule", "cancel"]),
        (Part.STARTUP, moment("confirmed", BEFORE), ["propose", "reschedule", "cancel"]),
        (Part.EXPERT, moment("confirmed", DURING), ["no_show", "note"]),
        (Part.STARTUP, moment("confirmed", AFTER), ["complete", "no_show", "note"]),
        (Part.COORDINATOR, moment("confirmed", AFTER), ["complete", "no_show"]),
        (Part.SYSTEM, moment("confirmed", BEFORE), ["propose"]),
        (Part.SYSTEM, moment("confirmed", AFTER), ["complete"]),
        (Part.EXPERT, moment("completed", AFTER), ["no_show", "note"]),
        (Part.COMPANION, moment("requested", BEFORE, held_until=STANDING), ["leave"]),
        (Part.COMPANION, moment("confirmed", BEFORE), ["leave"]),
        (Part.COMPANION, moment("confirmed", AFTER), ["note"]),
        (Part.EXPERT, moment("cancelled", AFTER), []),
        (Part.STARTUP, moment("declined", BEFORE), []),
        (None, moment("confirmed", BEFORE), []),
    ],
)
def test_each_part_may_do_exactly_what_the_moment_allows(
    part: Part | None, at: Moment, expected: list[str]
) -> None:
    assert may(part, at) == expected
