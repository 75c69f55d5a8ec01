"""What a wish takes of Google, and what is left of it where not everything was allowed."""

import pytest

from calendars.wishes import EVERYTHING, Part, PartState, Wish, WritesTo, may_be_written
from integrations.google_calendar.scopes import short_name

ON, MISSING, OFF = PartState.ON, PartState.MISSING, PartState.OFF
IDENTITY = ["openid", "userinfo.email"]
LIST, BUSY, OWN = "calendar.calendarlist.readonly", "calendar.freebusy", "calendar.app.created"
EVENTS = "calendar.events.owned"
PREFIX = "https://www.googleapis.com/auth/"


@pytest.mark.parametrize(
    ("reads_busy", "writes_to", "asked"),
    [
        (True, WritesTo.NOTHING, [BUSY, LIST]),
        (False, WritesTo.OWN_CALENDAR, [OWN]),
        (False, WritesTo.CHOSEN_CALENDAR, [LIST, EVENTS]),
        (True, WritesTo.OWN_CALENDAR, [BUSY, LIST, OWN]),
        (True, WritesTo.CHOSEN_CALENDAR, [BUSY, LIST, EVENTS]),
    ],
)
def test_google_is_asked_for_what_the_wish_takes_and_no_more(
    reads_busy: bool, writes_to: WritesTo, asked: list[str]
) -> None:
    wish = Wish(reads_busy, writes_to)

    assert [short_name(scope) for scope in wish.scopes] == [*IDENTITY, *asked]
    assert wish.missing(wish.scopes) == ()


def test_the_list_is_asked_for_besides_where_our_calendar_has_to_be_looked_for() -> None:
    wish = Wish(reads_busy=False, writes_to=WritesTo.OWN_CALENDAR, has_lost_calendar=True)

    assert [short_name(scope) for scope in wish.scopes] == [*IDENTITY, LIST, OWN]


@pytest.mark.parametrize(
    ("granted", "states", "is_of_use"),
    [
        ([BUSY, LIST, EVENTS], (ON, ON, ON), True),
        ([BUSY], (ON, MISSING, MISSING), True),
        ([EVENTS], (MISSING, MISSING, ON), True),
        ([LIST], (MISSING, ON, MISSING), False),
        ([], (MISSING, MISSING, MISSING), False),
        ([OWN], (MISSING, MISSING, MISSING), False),
    ],
)
def test_each_part_works_or_does_not_by_itself(
    granted: list[str], states: tuple[PartState, ...], is_of_use: bool
) -> None:
    scopes = [PREFIX + name for name in granted]

    assert tuple(EVERYTHING.states(scopes).values()) == states
    assert EVERYTHING.is_of_use(scopes) is is_of_use


def test_what_nobody_wished_for_is_off_though_google_grants_it() -> None:
    wish = Wish(reads_busy=True, writes_to=WritesTo.NOTHING)

    assert wish.states(EVERYTHING.scopes) == {Part.READING: ON, Part.LISTING: ON, Part.WRITING: OFF}


def test_a_wish_for_nothing_is_empty() -> None:
    assert Wish(reads_busy=False, writes_to=WritesTo.NOTHING).is_empty
    assert not EVERYTHING.is_empty


@pytest.mark.parametrize(
    ("role", "is_own", "writes_to", "may"),
    [
        ("owner", False, WritesTo.CHOSEN_CALENDAR, True),
        ("owner", True, WritesTo.CHOSEN_CALENDAR, True),
        ("writer", False, WritesTo.CHOSEN_CALENDAR, False),  # calendar.events.owned does not reach it
        ("reader", False, WritesTo.CHOSEN_CALENDAR, False),
        ("owner", False, WritesTo.OWN_CALENDAR, False),
        ("owner", True, WritesTo.OWN_CALENDAR, True),
        ("owner", False, WritesTo.NOTHING, False),
    ],
)
def test_which_calendars_can_be_written(role: str, is_own: bool, writes_to: WritesTo, may: bool) -> None:
    wish = Wish(reads_busy=True, writes_to=writes_to)

    assert may_be_written(role=role, is_own=is_own, wish=wish, granted=wish.scopes) is may
