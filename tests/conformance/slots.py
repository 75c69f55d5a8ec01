"""Cases of the kind `slots`: free starts of one or several people."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from agenda import slots, wall_clock
from agenda.availability import (
    Availability,
    BadAvailability,
    BookedSession,
    Override,
    SessionRules,
    Travel,
    WeeklyRange,
    taken_between,
)
from agenda.intervals import Span
from agenda.wall_clock import Minute

Form = Mapping[str, Any]
WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
NO_LIMITS = {"minutes": 60, "step_minutes": 60}


def difference(case: Form) -> str | None:
    """None if the engine gives what the case expects, else expected and actual."""
    expect = case["expect"]
    try:
        answer = answer_to(case)
    except BadAvailability as error:
        return None if expect.get("error") else f"expected {_short(expect)}, actual refused: {error}"
    actual = {aspect: _aspect(aspect, answer) for aspect in expect}
    wanted = _with_minutes(expect)
    return None if actual == wanted else f"expected {_short(wanted)}, actual {_short(actual)}"


def answer_to(case: Form) -> dict[str, list[Minute]]:
    """The starts by person; those that suit everybody under "" for mode "all"."""
    try:
        rules = SessionRules(**{**NO_LIMITS, **case.get("session", {})})
        people = {person["id"]: availability(person) for person in case["people"]}
        window = instant(case["window"][0]), instant(case["window"][1])
        now = instant(case["now"])
    except BadAvailability:
        raise
    except (KeyError, TypeError, ValueError) as error:  # what cannot be read at all is refused as well
        raise BadAvailability("unreadable", "case", f"{type(error).__name__}: {error}") from error
    if case.get("mode", "all") == "all":
        return {"": slots.free_minutes(list(people.values()), rules, window=window, now=now)}
    return {
        key: slots.free_minutes([person], rules, window=window, now=now) for key, person in people.items()
    }


def availability(person: Form) -> Availability:
    return Availability(
        time_zone=person["time_zone"],
        weekly=tuple(
            WeeklyRange(weekday(day), *hours(entry["from"], entry["to"]))
            for entry in person.get("weekly", [])
            for day in entry["days"]
        ),
        overrides=tuple(
            Override(date.fromisoformat(entry["on"]), tuple(hours(*pair) for pair in entry["hours"]))
            for entry in person.get("overrides", [])
        ),
        travel=tuple(
            Travel(
                date.fromisoformat(entry["from_on"]), date.fromisoformat(entry["to_on"]), entry["time_zone"]
            )
            for entry in person.get("travel", [])
        ),
        busy=tuple(taken_between(instant(start), instant(end)) for start, end in person.get("busy", [])),
        sessions=tuple(booked_session(entry) for entry in person.get("sessions", [])),
    )


def booked_session(entry: Form) -> BookedSession:
    return BookedSession.between(
        instant(entry["from"]),
        instant(entry["to"]),
        before_minutes=entry.get("buffer_before_minutes", 0),
        after_minutes=entry.get("buffer_after_minutes", 0),
    )


def instant(text: str) -> datetime:
    """Raises ValueError for what is no instant, or names no offset."""
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(f"{text} could be any zone's")
    return read


def hours(opens: str, closes: str) -> Span:
    return wall_minute(opens), wall_minute(closes)


def wall_minute(text: str) -> int:
    """Minutes since midnight. Raises ValueError for what no clock shows; which hours there are says the engine."""
    hour, minute = map(int, text.split(":"))
    if not 0 <= minute < 60:
        raise ValueError(f"{text} is on no clock")
    return hour * 60 + minute


def weekday(name: str) -> int:
    """Monday is 0; a name that is no weekday is refused by WeeklyRange as -1."""
    return WEEKDAYS.index(name) if name in WEEKDAYS else -1


def digest(answer: Mapping[str, list[Minute]]) -> str:
    """SHA-256 over `<person id> <YYYY-MM-DDTHH:MMZ>` lines, people in the order given."""
    lines = (
        f"{key} {wall_clock.instant(start):%Y-%m-%dT%H:%MZ}\n"
        for key, starts in answer.items()
        for start in starts
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _aspect(name: str, answer: Mapping[str, list[Minute]]) -> Any:
    if name == "starts":
        return _texts(answer[""])
    if name == "each":
        return {key: _texts(starts) for key, starts in answer.items()}
    if name == "each_count":
        return {key: len(starts) for key, starts in answer.items()}
    if name == "count":
        return sum(len(starts) for starts in answer.values())
    if name == "sha256":
        return digest(answer)
    return "accepted" if name == "error" else f"unknown expectation {name}"


def _with_minutes(expect: Form) -> dict[str, Any]:
    """The expectation with its starts written as `_texts` writes them, whichever form of instant it uses."""
    wanted = dict(expect)
    if "starts" in wanted:
        wanted["starts"] = _rewritten(wanted["starts"])
    if "each" in wanted:
        wanted["each"] = {key: _rewritten(starts) for key, starts in wanted["each"].items()}
    return wanted


def _rewritten(starts: list[str]) -> list[str]:
    return _texts([wall_clock.minute_before(instant(text)) for text in starts])


def _texts(starts: list[Minute]) -> list[str]:
    return [f"{wall_clock.instant(start):%Y-%m-%dT%H:%MZ}" for start in starts]


def _short(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 600 else f"{text[:600]}… ({len(text)} characters)"
