"""When an advertisement may leave, and what it has to say: law, as plain decisions.

Korea: Act on Promotion of Information and Communications Network Utilization, article 50, and its decree, articles 61 to
62-3. An advertisement starts with (광고) and the sender's name and contact, ends with a way to refuse more that costs nothing,
needs consent beforehand, needs another one from 21:00 to 08:00, and consent is confirmed every two years. United States:
47 CFR 64.1200(c)(1), no solicitation before 8:00 or after 21:00 on the recipient's clock, and the fewer hours of some states.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from messaging.advertising.states import state_nights
from messaging.quiet_hours import QuietHours
from messaging.rules import LEAST_VALIDITY, LONGEST_VALIDITY, Drop, Go, Verdict, Wait

KOREA = "+82"
KOREAN_CLOCK = ZoneInfo("Asia/Seoul")
EVENING, MORNING = time(21), time(8)
MARK = "(광고)"
# Each turn goes to the end of one of two nights; where a week of turns finds no hour, none is left between them.
MOST_TURNS = 16


@dataclass(frozen=True)
class Advertiser:
    """Who advertises, as the installation's settings say."""

    name: str
    contact: str

    @property
    def is_complete(self) -> bool:
        """Whether it may advertise at all. How to refuse more is always there: without a number it is the stop link."""
        return bool(self.name and self.contact)


@dataclass(frozen=True)
class Consents:
    """Until when the person's consents to advertisements on a channel hold; None where there is none."""

    by_day: datetime | None
    by_night: datetime | None


def law_hours(
    phone: str, *, is_of_the_united_states: bool, own: QuietHours, by_night: bool
) -> list[QuietHours]:
    """The hours in which the law of the number's country wants no advertisement; none of all has to hold. Empty where it
    names none.

    Korea's clock counts for its numbers, wherever the person is; with `by_night` they agreed to its nights. For numbers of
    the United States the clock of where the person is counts, which `own` knows, and the laws of states beside it.
    """
    if phone.startswith(KOREA):
        return [] if by_night else [QuietHours(KOREAN_CLOCK, EVENING, MORNING)]
    if is_of_the_united_states:
        return [QuietHours(own.zone, EVENING, MORNING, own.journeys), *state_nights(phone, own)]
    return []


def text_may_leave(law: Sequence[QuietHours], own: QuietHours, now: datetime) -> Verdict:
    """Whether an advertisement may leave at `now`, so that it arrives neither in the hours of the law nor in those that
    the person keeps quiet. Wait until both are over; Drop "ad_no_hour" if they leave none."""
    nights = [*law, own]
    at = now
    for _ in range(MOST_TURNS):
        allowed = max(night.over_at(at) for night in nights)
        if any(night.hold_at(allowed) for night in nights):
            at = allowed
            continue
        ends = [end for night in nights if (end := night.begin_after(allowed)) is not None]
        latest = min(ends, default=allowed + LONGEST_VALIDITY)
        if latest - allowed >= LEAST_VALIDITY:
            return Wait(allowed) if allowed > now else Go(min(latest - now, LONGEST_VALIDITY))
        at = latest
    return Drop("ad_no_hour")


def consent_allows(consents: Consents, now: datetime) -> Drop | None:
    """Why the consent does not allow an advertisement at `now`; None if it does."""
    if consents.by_day is None:
        return Drop("ad_not_wanted")
    return Drop("ad_consent_lapsed") if consents.by_day <= now else None


def holds_at(until: datetime | None, now: datetime) -> bool:
    return until is not None and now < until


def until_of(given_at: datetime, days: int) -> datetime:
    """Until when a consent holds that was given then; after that it is asked for again."""
    return given_at + timedelta(days=days)


def opening(phone: str, advertiser: Advertiser) -> str:
    """What an advertisement to this phone starts with."""
    mark = MARK if phone.startswith(KOREA) else ""
    return f"{mark}[{advertiser.name} {advertiser.contact}]"
