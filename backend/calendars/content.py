"""What Meridian owns of an event, and how it is laid over what people changed in Google."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any, Self

from calendars.recurring import Dates
from integrations.google_calendar import EventChanges, EventDraft, EventRecord, Guest

# Google shows instants on each reader's own clock; a single event needs no zone of its own.
EVENT_ZONE = "UTC"
MARK = "meridian_session"
LINE_ENDS = re.compile(r"<br\s*/?>|</p>|\n")
TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Content:
    """The owned fields. Instants are UTC, whole seconds; `guests` are e-mail addresses in lower case.

    A recurring event has `dates`; its times are then those of the first date of the rule. `location` is where an event
    of the hub takes place, or a room of the hub's where there is no Meet, else empty: then the place is people's own. `rule_by_hand` is what a single event repeats
    by in Google since people had it so: never wanted, only known.
    """

    summary: str
    description: str
    starts_at: datetime
    ends_at: datetime
    guests: tuple[str, ...] = ()
    dates: Dates | None = None
    location: str = ""
    rule_by_hand: tuple[str, ...] = ()

    @property
    def zone(self) -> str:
        return self.dates.pattern.zone if self.dates else EVENT_ZONE

    @property
    def recurrence(self) -> tuple[str, ...]:
        return self.dates.lines if self.dates else self.rule_by_hand

    def as_json(self) -> dict[str, Any]:
        return {
            "summary": self.summary,
            "description": self.description,
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "guests": list(self.guests),
            **({"dates": self.dates.as_json()} if self.dates else {}),
            **({"location": self.location} if self.location else {}),
            **({"rule_by_hand": list(self.rule_by_hand)} if self.rule_by_hand else {}),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self | None:
        """What `as_json` gave; None for nothing."""
        if not kept:
            return None
        return cls(
            summary=kept["summary"],
            description=kept["description"],
            starts_at=datetime.fromisoformat(kept["starts_at"]),
            ends_at=datetime.fromisoformat(kept["ends_at"]),
            guests=tuple(kept["guests"]),
            dates=Dates.from_json(kept["dates"]) if "dates" in kept else None,
            location=kept.get("location", ""),
            rule_by_hand=tuple(kept.get("rule_by_hand", ())),
        )


def whole_second(at: datetime) -> datetime:
    """The instant as Google keeps it."""
    return at.astimezone(UTC).replace(microsecond=0)


def draft_of(
    event_id: str, mark: str, content: Content, *, strangers: bool = False, wants_meet: bool = True
) -> EventDraft:
    """A new event, with a Meet as a rule; `mark` says in its private properties whose it is.

    Guests who are `strangers` to one another do not see who else is there.
    """
    return EventDraft(
        event_id=event_id,
        summary=content.summary,
        description=content.description,
        location=content.location,
        starts_at=content.starts_at,
        ends_at=content.ends_at,
        time_zone=content.zone,
        recurrence=content.recurrence,
        guests=tuple(Guest(email) for email in content.guests),
        private={MARK: mark},
        wants_meet=wants_meet,
        guests_see_each_other=not strangers,
    )


def left_as_shown(content: Content, told: Content | None, on: Collection[date | None]) -> Content:
    """`content` with the times that Google shows where people's edits are open: of the event as a whole (None), or
    on these dates of a series."""
    if content.dates is None:
        if told is None or None not in on:
            return content
        return replace(content, starts_at=told.starts_at, ends_at=told.ends_at)
    shown = told.dates.standing if told and told.dates else {}
    standing = {at: shown.get(at) if at in on else span for at, span in content.dates.standing.items()}
    return replace(content, dates=replace(content.dates, standing=standing))


def restored(mark: str, content: Content, theirs: EventRecord, *, wants_meet: bool = True) -> EventChanges:
    """What brings a deleted event back as wanted, whatever is left of it."""
    return EventChanges(
        status="confirmed",
        summary=content.summary,
        description=content.description,
        location=content.location or None,
        starts_at=content.starts_at,
        ends_at=content.ends_at,
        time_zone=content.zone,
        recurrence=content.recurrence or None,
        guests=_guests(None, content.guests, theirs.guests),
        private={MARK: mark},
        wants_meet=wants_meet and theirs.meet_url is None,
    )


def as_shown(told: Content, tried: Sequence[Content], theirs: EventRecord) -> Content:
    """`told`, in each field as a write of which no answer came has it where that is what `theirs` shows: ours as well, and
    to be taken back if it is not wanted any more."""
    known = (told, *tried)
    ours = {email for one in known for email in one.guests}
    shown = ours & {guest.email.lower() for guest in theirs.guests}
    times = _last(one for one in known if (one.starts_at, one.ends_at) == (theirs.starts_at, theirs.ends_at))
    return replace(
        told,
        summary=(_last(one for one in known if one.summary == theirs.summary) or told).summary,
        description=max(
            (one.description for one in known if one.description in theirs.description),
            key=len,
            default=told.description,
        ),
        starts_at=(times or told).starts_at,
        ends_at=(times or told).ends_at,
        guests=(_last(one for one in known if set(one.guests) == shown) or told).guests,
        dates=(_last(one for one in known if one.recurrence == theirs.recurrence) or told).dates,
        location=(_last(one for one in known if one.location == theirs.location) or told).location,
    )


def _last(found: Iterable[Content]) -> Content | None:
    return next(reversed(list(found)), None)


def changes_over(told: Content | None, wanted: Content, theirs: EventRecord) -> EventChanges | None:
    """What to change so that `theirs` shows `wanted`; None where there is nothing to change.

    A three-way merge by field: `told` is what Google was told last. A field of which Meridian has not changed
    its mind since is left as people have it; of guests and description, what people added stays beside ours.
    """
    has_moved = told is None or (told.starts_at, told.ends_at) != (wanted.starts_at, wanted.ends_at)
    is_elsewhere = (theirs.starts_at, theirs.ends_at) != (wanted.starts_at, wanted.ends_at)
    moves = has_moved and is_elsewhere
    told_text = told.description if told else ""
    text = merged_description(told_text, theirs.description, wanted.description)
    is_retold = told is None or told.description != wanted.description
    is_renamed = told is None or told.summary != wanted.summary
    changes = EventChanges(
        summary=wanted.summary if is_renamed and theirs.summary != wanted.summary else None,
        description=text if is_retold and theirs.description != text else None,
        location=_new_location(told, wanted, theirs),
        starts_at=wanted.starts_at if moves else None,
        ends_at=wanted.ends_at if moves else None,
        time_zone=wanted.zone if moves else None,
        recurrence=_new_rule(told, wanted, theirs),
        guests=_guest_changes(told, wanted, theirs),
    )
    return None if changes == EventChanges() else changes


def _new_location(told: Content | None, wanted: Content, theirs: EventRecord) -> str | None:
    """Ours comes and goes where the place is empty or ours; one that people wrote there stays."""
    before = told.location if told else ""
    is_free = theirs.location in ("", before)
    return wanted.location if is_free and theirs.location != wanted.location else None


def _new_rule(told: Content | None, wanted: Content, theirs: EventRecord) -> tuple[str, ...] | None:
    is_changed = told is None or told.recurrence != wanted.recurrence
    if told is not None and told.dates is not None and wanted.dates is not None:
        is_changed = is_changed or wanted.dates.brings_back(told.dates)
    return wanted.recurrence if is_changed and theirs.recurrence != wanted.recurrence else None


def merged_description(told: str, theirs: str, wanted: str) -> str:
    """`wanted` in the place of what was told, with every line that people wrote around it.

    Where they edited inside our words (Google's editor then makes HTML of them), our lines as they were told go
    and theirs stay below ours.
    """
    if told.strip() and told in theirs:
        return theirs.replace(told, wanted, 1)
    if wanted in theirs:
        return theirs
    known = {"", *(line.strip() for text in (told, wanted) for line in text.splitlines())}
    added = [line for line in LINE_ENDS.split(theirs) if _plain(line) not in known]
    return "\n".join([wanted, "", *added]) if added else wanted


def _plain(line: str) -> str:
    """The words of a line of Google's editor, which writes HTML."""
    return unescape(TAGS.sub("", line)).strip()


def _guest_changes(told: Content | None, wanted: Content, theirs: EventRecord) -> tuple[Guest, ...] | None:
    before = told.guests if told else None
    if before is not None and set(before) == set(wanted.guests):
        return None
    guests = _guests(before, wanted.guests, theirs.guests)
    return None if guests == theirs.guests else guests


def _guests(
    told: tuple[str, ...] | None, wanted: tuple[str, ...], theirs: tuple[Guest, ...]
) -> tuple[Guest, ...]:
    """All guests after the change, those who are there with their answers: a patch replaces the whole list."""
    uninvited = set(told or ()) - set(wanted)
    kept = tuple(guest for guest in theirs if guest.email.lower() not in uninvited)
    present = {guest.email.lower() for guest in kept}
    return kept + tuple(Guest(email) for email in wanted if email not in present)
