"""The regular dates of a series as calendars keep them: a rule on one wall clock, and the dates that it leaves out."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from agenda.recurrence import Rule, WallStart, occurrences, rrule_text

LAST_SECOND = time(23, 59, 59)


class Span(NamedTuple):
    """Aware UTC, half-open."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Pattern:
    """`rule` holds the parts of an RRULE without its end; `dates` are all that it names, ascending, by the clock of
    `zone` (IANA). `first` is what that clock shows at the first (naive, whole minutes)."""

    zone: str
    first: datetime
    minutes: int
    rule: str
    dates: tuple[date, ...]

    @classmethod
    def of(cls, rule: Rule, start: WallStart, *, minutes: int, until_on: date) -> Self:
        """The pattern of `rule` from `start` on, ending with its last date up to `until_on`, whatever its own end."""
        whole = replace(rule, count=None, until_on=until_on)
        parts = rrule_text(whole, start).partition("RRULE:")[2].split(";")
        return cls(
            zone=start.time_zone,
            first=start.shown,
            minutes=minutes,
            rule=";".join(part for part in parts if not part.startswith("UNTIL=")),
            dates=tuple(found.on for found in occurrences(whole, start)),
        )

    @property
    def until(self) -> datetime:
        """The end of the last day, aware UTC: no later change of the zone's rules pushes the last date out."""
        last = datetime.combine(self.dates[-1], LAST_SECOND, ZoneInfo(self.zone))
        return last.astimezone(UTC)

    def span_on(self, on: date) -> Span:
        """The date as the rule means it."""
        starts_at = WallStart(self.first.date(), self.first.time(), self.zone).instant_on(on)
        return Span(starts_at, starts_at + timedelta(minutes=self.minutes))

    def is_unclear(self, on: date) -> bool:
        """Whether the clock of `zone` shows the hour twice that night, or never: calendars may read it differently."""
        shown = datetime.combine(on, self.first.time(), ZoneInfo(self.zone))
        return shown.utcoffset() != shown.replace(fold=1).utcoffset()

    def lines(self, excluded: Collection[date]) -> tuple[str, ...]:
        """RRULE with its UNTIL, and EXDATE for what is `excluded` (RFC 5545, 3.8.5)."""
        rule = f"RRULE:{self.rule};UNTIL={self.until:%Y%m%dT%H%M%SZ}"
        if not excluded:
            return (rule,)
        shown = [datetime.combine(on, self.first.time()) for on in sorted(excluded)]
        if self.zone == "UTC":
            return rule, "EXDATE:" + ",".join(f"{at:%Y%m%dT%H%M%SZ}" for at in shown)
        return rule, f"EXDATE;TZID={self.zone}:" + ",".join(f"{at:%Y%m%dT%H%M%S}" for at in shown)

    def as_json(self) -> dict[str, Any]:
        return {
            "zone": self.zone,
            "first": self.first.isoformat(timespec="minutes"),
            "minutes": self.minutes,
            "rule": self.rule,
            "dates": [on.isoformat() for on in self.dates],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        return cls(
            zone=kept["zone"],
            first=datetime.fromisoformat(kept["first"]),
            minutes=kept["minutes"],
            rule=kept["rule"],
            dates=tuple(date.fromisoformat(on) for on in kept["dates"]),
        )


@dataclass(frozen=True)
class Dates:
    """What an event shows date by date: `standing` has each that Google was ever given, None where it is called off;
    the others of the pattern are `excluded` from the rule. `without` has the guests' addresses that people took out of
    a date alone: never wanted, only known."""

    pattern: Pattern
    standing: dict[date, Span | None]
    without: dict[date, tuple[str, ...]] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[str, ...]:
        return self.pattern.lines([on for on in self.pattern.dates if on not in self.standing])

    @property
    def by_rule(self) -> "Dates":
        """What a new event shows of them at first, as far as it is certain."""
        pattern = self.pattern
        certain = {on: pattern.span_on(on) for on in self.standing if not pattern.is_unclear(on)}
        return Dates(pattern, dict[date, Span | None](certain))

    def is_by_rule(self, on: date) -> bool:
        return self.standing[on] == self.pattern.span_on(on)

    def brings_back(self, told: "Dates") -> bool:
        """Whether a date is wanted again that Google shows no more: perhaps people have cut the rule short there."""
        return any(span and told.standing.get(on, span) is None for on, span in self.standing.items())

    def to_look_at(
        self, told: "Dates | None", *, is_new: bool, tried: "Collection[Dates]" = ()
    ) -> list[date]:
        """The dates that may have to be changed one by one, ascending; `told` is what Google was told last, `tried` what
        it may have been told since without our hearing of it.

        Of one of which Meridian has not changed its mind people's own edits stay. But the exceptions to a rule that
        changed are looked at again: Google may drop them with the old rule. A new event has those by the rule, but
        for an hour that the clock shows twice or never.
        """
        if is_new:
            return sorted(on for on in self.standing if not self._is_plain(on))
        if told is None:
            return sorted(self.standing)
        is_same_rule = (told.pattern, told.lines) == (self.pattern, self.lines) and not self.brings_back(told)
        return sorted(
            on
            for on, wanted in self.standing.items()
            if on not in told.standing
            or told.standing[on] != wanted
            or on in told.without
            or any(one.standing.get(on, wanted) != wanted for one in tried)
            or not (is_same_rule or self._is_plain(on))
        )

    def _is_plain(self, on: date) -> bool:
        return self.is_by_rule(on) and not self.pattern.is_unclear(on)

    def as_json(self) -> dict[str, Any]:
        standing = {
            on.isoformat(): [at.isoformat() for at in span] if span else None
            for on, span in self.standing.items()
        }
        without = {on.isoformat(): list(guests) for on, guests in self.without.items()}
        return {
            "pattern": self.pattern.as_json(),
            "standing": standing,
            **({"without": without} if without else {}),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        standing = {
            date.fromisoformat(on): Span(*map(datetime.fromisoformat, span)) if span else None
            for on, span in kept["standing"].items()
        }
        without = {date.fromisoformat(on): tuple(guests) for on, guests in kept.get("without", {}).items()}
        return cls(Pattern.from_json(kept["pattern"]), standing, without)
