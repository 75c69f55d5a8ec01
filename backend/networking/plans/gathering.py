"""All that a plan depends on, read at one moment into one document of ids, rounds (from 0) and numbers; no names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from agenda.models import Commitment
from directory.company_names import company_key
from networking.happenings.models import Happening
from networking.models import Event, EventFormat, GuestKind, Registration, Wish
from networking.plans.interest import NO, WishOf, interest_of
from networking.plans.models import MeetingGuest, Plan, PlanKind

SPARE_FROM = 3  # times its least number of meetings: with so many likely ones no startup comes out below it
Document = dict[str, Any]
Pair = tuple[int, int]  # registrations: startup, contact


def gathered(
    event: Event,
    *,
    kind: str,
    told: Plan | None,
    pins: Plan | None = None,
    also: Collection[Pair] = (),
    keeps_booked: bool = True,
    begins: int = 0,
    now: datetime,
) -> Document:
    """The document for an event as the world stands, in a constant number of statements.

    `told` is the plan that people know: what was before round `begins` (from 0) stays, and of a plan of the rest what is
    later stays where it can. Of `pins`, what is pinned, and with `keeps_booked` what guests agreed themselves. Pairs of `also` may meet though nobody wished it.
    """
    known = _meetings_of(told)
    over = {pair: row for pair, row in known.items() if row["round"] < begins}
    guests = _guests(event, {one for pair in over for one in pair})
    presence = presence_of(event, guests, begins=begins, now=now)
    for pair, row in over.items():
        for one in pair:
            presence[one].add(row["round"])
    held = known if kind == PlanKind.REST else over
    tables = tables_of_rounds(event, begins)
    wanted = {**_pinned(pins), **(booked_in(event) if keeps_booked else {})}
    pinned = {pair: row for pair, row in wanted.items() if _can_be(pair, row, presence, tables)}
    return {
        "hosts_stay": event.hosts_stay,
        "spread": event.breaks_spread,
        "dropped": [
            {"startup": pair[0], "contact": pair[1], **row}
            for pair, row in wanted.items()
            if pair not in pinned
        ],
        "rounds": event.rounds,
        "begins": begins,
        "seats": seats_of(event),
        "tables": tables,
        "guests": [_guest_row(event, one, presence[one.pk]) for one in guests],
        "pairs": _pairs(event, guests, presence, held, pinned, {*over, *pinned, *also}),
    }


def _can_be(pair: Pair, row: Document, presence: Mapping[int, set[int]], tables: list[list[int]]) -> bool:
    slot = row["round"]
    return row["table"] in tables[slot] and all(slot in presence.get(one, ()) for one in pair)


def _guests(event: Event, over: Collection[int]) -> list[Registration]:
    """Who comes, and who had meetings in rounds that are over."""
    rows = event.registrations.coming() | event.registrations.filter(pk__in=over)
    found = rows.distinct().order_by("pk").select_related("startup", "expert")
    guests = list(found.prefetch_related("topics", "startup__needs", "expert__topics", "expert__conflicts"))
    for one in guests:
        one.event = event  # the same row: its hours are not read again
    return guests


def presence_of(
    event: Event, guests: Sequence[Registration], *, begins: int, now: datetime
) -> dict[int, set[int]]:
    """The rounds that lie ahead in which each guest is there: as they said, without what takes their time elsewhere and
    without what has happened."""
    away: defaultdict[int, set[int]] = defaultdict(set)
    for one in Happening.objects.filter(event=event, undone_at=None, registration__isnull=False):
        away[one.registration_id or 0].update(range(one.begins - 1, one.ends))
    busy = _busy_elsewhere(event, {one.person_id for one in guests}, now)
    coming = {one.pk for one in guests if one.number is not None}
    return {
        one.pk: {
            number - 1
            for number in (one.rounds_there() if one.pk in coming else ())
            if number > begins and number - 1 not in away[one.pk] | busy[one.person_id]
        }
        for one in guests
    }


def _busy_elsewhere(event: Event, people: Collection[int], now: datetime) -> defaultdict[int, set[int]]:
    times = event.round_times()
    taken = Commitment.objects.standing_at(now).filter(
        person__in=people, during__overlap=(times[0][0], times[-1][1])
    )
    taken = taken.exclude(appointment__event_meetings__plan__event=event)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person, during in taken.values_list("person", "during"):
        found[person].update(
            at for at, (starts, ends) in enumerate(times) if starts < during.upper and during.lower < ends
        )
    return found


def tables_of_rounds(event: Event, begins: int) -> list[list[int]]:
    """The tables (ids) in service in each round, by their numbers; those of rounds that are over are all."""
    out: defaultdict[int, set[int]] = defaultdict(set)
    for one in Happening.objects.filter(event=event, undone_at=None, table__isnull=False):
        for slot in range(max(one.begins - 1, begins), one.ends):
            out[slot].add(one.table_id or 0)
    for slot, table in event.bookings.asked().values_list("round", "table"):
        out[slot - 1].add(table)
    tables = list(event.tables.filter(capacity__gt=seats_of(event)).order_by("number"))
    return [
        [one.pk for one in tables if slot < begins or not (one.is_out or one.pk in out[slot])]
        for slot in range(event.rounds)
    ]


def seats_of(event: Event) -> int:
    """How many startups sit with a contact in a round."""
    return event.startups_per_table if event.format == EventFormat.GROUP_TABLES else 1


def _guest_row(event: Event, guest: Registration, rounds: Iterable[int]) -> Document:
    return {
        "id": guest.pk,
        "rounds": sorted(rounds),
        "most": guest.meetings_most,
        "least": event.meetings_least if guest.kind == GuestKind.STARTUP else 0,
    }


def _pairs(
    event: Event,
    guests: Sequence[Registration],
    presence: Mapping[int, set[int]],
    told: Mapping[Pair, Document],
    pinned: Mapping[Pair, Document],
    also: Collection[Pair],
) -> list[Document]:
    """Who might meet; of `also`, whom nothing keeps apart, and what is over or pinned in any case. A startup that might
    come out below its least number may also meet whom nobody wished it to, for nothing else."""
    wishes = _wishes(event)
    contacts = [one for one in guests if one.kind == GuestKind.CONTACT]
    found = []
    for startup in guests:
        if startup.kind != GuestKind.STARTUP:
            continue
        spare, likely = [], 0
        for contact in contacts:
            pair = startup.pk, contact.pk
            said = WishOf(wishes.get(pair), wishes.get((contact.pk, startup.pk)))
            may_meet = not are_kept_apart(startup, contact) and not said.is_refused
            interest = interest_of(said, _topics_shared(startup, contact)) if may_meet else 0
            is_together = bool(presence[startup.pk] & presence[contact.pk])
            if interest or pair in pinned or (pair in also and (may_meet or pair in told)):
                found.append(_pair_row(pair, said, max(interest, 1), told.get(pair), pinned.get(pair)))
                likely += is_together
            elif may_meet and is_together:
                spare.append(_pair_row(pair, said, 0, told.get(pair), None))
        if event.meetings_least and likely < SPARE_FROM * event.meetings_least:
            found += spare
    return found


def _pair_row(
    pair: Pair, said: WishOf, interest: int, told: Document | None, pinned: Document | None
) -> Document:
    return {
        "startup": pair[0],
        "contact": pair[1],
        "interest": interest,
        "must": said.is_mutual_must,
        "wished": said.is_wished,
        "told": told and told["round"],
        "told_table": told and told["table"],
        "pinned": pinned and pinned["round"],
        "table": pinned and pinned["table"],
    }


def are_kept_apart(startup: Registration, contact: Registration) -> bool:
    """Whether one of the two asked not to meet the other's company, or there is a conflict of interest."""
    assert startup.startup  # noqa: S101 -- of their kinds
    assert contact.expert  # noqa: S101
    names = {company_key(startup.startup.name_ko), company_key(startup.startup.name_en)}
    avoided = {company_key(name) for name in contact.avoids}
    avoided |= {one.company_key for one in contact.expert.conflicts.all()}
    own = {company_key(contact.expert.organisation)} - {""}
    return bool(names & avoided or own & {company_key(name) for name in startup.avoids})


def _topics_shared(startup: Registration, contact: Registration) -> int:
    assert startup.startup  # noqa: S101 -- of their kinds
    assert contact.expert  # noqa: S101
    ours = set(startup.topics.all()) or set(startup.startup.needs.all())
    theirs = set(contact.topics.all()) or set(contact.expert.topics.all())
    return len(ours & theirs)


def _wishes(event: Event) -> dict[tuple[int, int], str]:
    rows = Wish.objects.filter(event=event).values_list("by", "about", "value")
    return {(by, about): value for by, about, value in rows}


def _meetings_of(plan: Plan | None, **only: object) -> dict[Pair, Document]:
    """Round (from 0) and table of each pair of a plan."""
    if plan is None:
        return {}
    hosts: dict[int, int] = {}
    found: dict[Pair, Document] = {}
    rows = MeetingGuest.objects.filter(plan=plan, **only).order_by("-is_host")
    for meeting, table, round_, guest, is_host in rows.values_list(
        "meeting", "meeting__table", "round", "registration", "is_host"
    ):
        if is_host:
            hosts[meeting] = guest
        else:
            found[guest, hosts[meeting]] = {"round": round_ - 1, "table": table}
    return found


def booked_in(event: Event) -> dict[Pair, Document]:
    """Round (from 0) and table of each pair of guests who agreed to meet."""
    rows = event.bookings.filter(state="agreed").values_list("startup_id", "contact_id", "round", "table_id")
    return {
        (startup, contact): {"round": number - 1, "table": table} for startup, contact, number, table in rows
    }


def _pinned(plan: Plan | None) -> dict[Pair, Document]:
    return _meetings_of(plan, meeting__is_pinned=True)


def kept_apart(event: Event, startup: int, contact: int) -> bool:
    """Whether two guests (registrations) must not meet: one said so, or there is a conflict of interest."""
    rows = {one.pk: one for one in _guests(event, ()) if one.pk in (startup, contact)}
    said = set(Wish.objects.filter(event=event, by__in=rows, about__in=rows).values_list("value", flat=True))
    return NO in said or are_kept_apart(rows[startup], rows[contact])
