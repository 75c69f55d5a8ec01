"""What people did in Google to an event of ours: what it shows now against what it is known to show. Pure.

Only times, deletions, guests' answers and guests taken out mean something. Whatever else people change (title, text,
colour, more guests) is theirs and stays: see `content.changes_over`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendars.content import Content, whole_second
from calendars.recurring import Dates, Span
from integrations.google_calendar import EventRecord

ANSWERS = ("accepted", "tentative", "declined")
STAMP, DAY = "%Y%m%dT%H%M%SZ", "%Y%m%d"


@dataclass(frozen=True)
class Change:
    """Of the event as a whole, or `on` one date of a series: where it stands now, None where it is deleted."""

    on: date | None
    span: Span | None
    is_all_day: bool = False


def change_of(known: Sequence[Content], theirs: EventRecord | None) -> Change | None:
    """What people made of the event as a whole; None if it stands where one of `known` puts it.

    `known` is what Google was told last, what is wanted now, and what it may have been told in between: our own
    write that comes back is no change. Of a recurring event it is the times of the first date that count.
    """
    if theirs is None or theirs.is_cancelled:
        return Change(None, None)
    span = span_of(theirs)
    if span is None or any(span == (content.starts_at, content.ends_at) for content in known):
        return None
    return Change(None, span, theirs.starts_on is not None)


def taken_out(known: Sequence[Content], theirs: EventRecord | None) -> frozenset[str]:
    """The guests' addresses that all of `known` have and `theirs` has no more: somebody took them out in Google."""
    if theirs is None or theirs.is_cancelled:
        return frozenset()
    invited = frozenset[str].intersection(*(frozenset(content.guests) for content in known))
    return invited - {guest.email.lower() for guest in theirs.guests}


def taken_out_by_date(
    known: Sequence[Content], instances: Iterable[EventRecord], *, now: datetime
) -> dict[date, frozenset[str]]:
    """The same of each date of a recurring event that has any and is not over, but for those who were known to be out.
    `known` begins with what Google was told last."""
    dates = known[0].dates
    if dates is None:
        return {}
    found = {}
    for record in instances:
        on, span = original_date(record, dates.pattern.zone), span_of(record)
        if on in dates.standing and span is not None and not _is_over([span], now):
            found[on] = taken_out(known, record) - {*dates.without.get(on, ())}
    return {on: gone for on, gone in sorted(found.items()) if gone}


def is_repeated(known: Sequence[Content], theirs: EventRecord | None) -> bool:
    """Whether people had a single event repeat: by another rule than any of `known`."""
    if theirs is None or theirs.is_cancelled or not theirs.recurrence:
        return False
    return all(one.dates is None and one.recurrence != theirs.recurrence for one in known)


def changes_by_date(
    told: Dates, known: Sequence[Dates], instances: Iterable[EventRecord], *, now: datetime
) -> list[Change]:
    """What people made of each date of a recurring event, ascending; nothing of what is over.

    A date that the rule in Google names no more (this and following deleted, an earlier end) counts as deleted.
    A date is known by its original start, wherever it was moved to.
    """
    shown = {
        on: record for record in instances if (on := original_date(record, told.pattern.zone)) is not None
    }
    found = []
    for on, span in sorted(told.standing.items()):
        record = shown.get(on)
        stands = span_of(record) if record is not None and not record.is_cancelled else None
        is_ours = any(on in dates.standing and dates.standing[on] == stands for dates in (told, *known))
        if not is_ours and not _is_over((span, stands), now):
            found.append(Change(on, stands, record is not None and record.starts_on is not None))
    return found


def may_differ(told: Content, wanted: Mapping[date | None, Span | None], record: EventRecord) -> bool:
    """Whether one record of a listing, an instance perhaps, is a reason to look at the event closely.

    `wanted` is where the event, or by date each of a series, should stand now. A record may lack everything but
    its id where it is cancelled.
    """
    if told.dates is None and is_instance(record):
        return not told.rule_by_hand
    if told.dates is None or not is_instance(record):
        whole = change_of([told], record)
        is_cut = told.dates is not None and not record.is_cancelled and record.recurrence != told.recurrence
        if is_cut or (not is_instance(record) and taken_out([told], record)):
            return True
        return whole is not None and (whole.span is None or whole.span != wanted.get(None))
    on = original_date(record, told.dates.pattern.zone)
    if on is None or on not in told.dates.standing:
        return False
    if taken_out([told], record) - {*told.dates.without.get(on, ())}:
        return True
    stands = None if record.is_cancelled else span_of(record)
    return stands != told.dates.standing[on] and not (on in wanted and wanted[on] == stands)


def answers_in(record: EventRecord, people: Mapping[str, int], only: Collection[int]) -> dict[int, str]:
    """What guests answered, by the ids of those `only` who are asked for; who has not answered is left out.

    `people` are the ids by e-mail address at Google, in lower case.
    """
    if record.is_cancelled:
        return {}
    found = {people.get(guest.email.lower()): str(guest.response) for guest in record.guests}
    return {
        person: answer
        for person, answer in found.items()
        if person is not None and person in only and answer in ANSWERS
    }


def span_of(record: EventRecord) -> Span | None:
    """Where the record stands; an all-day one from 00:00 to 00:00 UTC. None where it does not say."""
    if record.starts_at is not None and record.ends_at is not None:
        return Span(whole_second(record.starts_at), whole_second(record.ends_at))
    if record.starts_on is not None:
        ends_on = record.ends_on or record.starts_on + timedelta(days=1)
        return Span(*(datetime.combine(on, time(), UTC) for on in (record.starts_on, ends_on)))
    return None


def is_instance(record: EventRecord) -> bool:
    return record.recurring_event_id is not None or "_" in record.id


def is_repetition(record: EventRecord, starts: Collection[datetime]) -> bool:
    """Whether an instance of an event that should be single is another than that at one of `starts`."""
    return is_instance(record) and stamp_of(record) not in {f"{at.astimezone(UTC):{STAMP}}" for at in starts}


def starts_of(agreed: datetime | None, shown: str | None) -> tuple[datetime, ...]:
    """Where a single event may stand: as agreed, and as Google was told last (ISO). None of a series (None, ...)."""
    if agreed is None:
        return ()
    return (whole_second(agreed), *([datetime.fromisoformat(shown)] if shown else []))


def event_id_of(record: EventRecord) -> str:
    """The id of the event that the record is, or is an instance of."""
    return record.recurring_event_id or record.id.partition("_")[0]


def stamp_of(record: EventRecord) -> str:
    """What tells an instance from the others of its event, on every calendar: its original start."""
    return record.id.partition("_")[2]


def original_date(record: EventRecord, zone: str) -> date | None:
    """The date of the rule that an instance is about, on the clock of `zone` (IANA), read from its id if need be."""
    if record.original_starts_at is not None:
        return record.original_starts_at.astimezone(ZoneInfo(zone)).date()
    if record.original_starts_on is not None:
        return record.original_starts_on
    stamp = stamp_of(record)
    try:
        if len(stamp) == len("20270101"):
            return datetime.strptime(stamp, DAY).replace(tzinfo=UTC).date()
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
    except ValueError:
        return None


def _is_over(spans: Iterable[Span | None], now: datetime) -> bool:
    return all(span is None or span.ends_at <= now for span in spans)
