"""What stands in the way of a meeting somewhere, counted at once while it is dragged."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from networking.plans.gathering import kept_apart
from networking.plans.models import Meeting, MeetingGuest, Plan

Clash = dict[str, Any]


class Place(NamedTuple):
    """A round, from 1, and a table (id)."""

    round: int
    table: int


def clashes_of(
    plan: Plan,
    meeting: Meeting | None,
    place: Place,
    *,
    without: Meeting | None = None,
    guests: Sequence[int] | None = None,
    pair: tuple[int, int] | None = None,
) -> list[Clash]:
    """Why it cannot be there; `without` leaves there. `guests` join (all of the meeting's, if not given); a new `pair` must
    be allowed to meet, and not have met. Rows {code, guest, meeting} with ids."""
    who = (
        [one.registration_id for one in meeting.guests.all()] if guests is None and meeting else guests or []
    )
    out = {one.pk for one in (meeting, without) if one is not None}
    found = _busy(plan, who, place.round, out)
    found += [
        {"code": "guest_absent", "guest": one["id"], "meeting": None}
        for one in plan.question["guests"]
        if one["id"] in who and place.round - 1 not in one["rounds"]
    ]
    if place.table not in plan.question["tables"][place.round - 1]:
        found.append({"code": "table_out", "guest": None, "meeting": None})
    at_table = plan.meetings.filter(round=place.round, table=place.table).exclude(pk__in=out).first()
    if at_table:
        found.append({"code": "table_taken", "guest": None, "meeting": at_table.pk})
    return found + (_of_pair(plan, pair, meeting) if pair else [])


def _busy(plan: Plan, who: Sequence[int], round_: int, out: set[int]) -> list[Clash]:
    rows = MeetingGuest.objects.filter(plan=plan, round=round_, registration__in=who).exclude(meeting__in=out)
    return [
        {"code": "guest_busy", "guest": guest, "meeting": meeting}
        for guest, meeting in rows.order_by("pk").values_list("registration", "meeting")
    ]


def _of_pair(plan: Plan, pair: tuple[int, int], group: Meeting | None) -> list[Clash]:
    startup, contact = pair
    found: list[Clash] = []
    if kept_apart(plan.event, startup, contact):
        found.append({"code": "kept_apart", "guest": startup, "meeting": None})
    met = plan.meetings.filter(guests__registration=startup).filter(guests__registration=contact).first()
    if met:
        found.append({"code": "met_already", "guest": startup, "meeting": met.pk})
    if group and group.guests.count() > plan.question["seats"]:
        found.append({"code": "table_full", "guest": None, "meeting": group.pk})
    most = {one["id"]: one["most"] for one in plan.question["guests"]}
    for one in pair:
        limit = most.get(one)
        has = MeetingGuest.objects.filter(plan=plan, registration=one).count()
        if limit is not None and has >= limit:
            found.append({"code": "enough_meetings", "guest": one, "meeting": None})
    return found


def clashes_by_round(meeting: Meeting) -> list[dict[str, Any]]:
    """For each round what stands in the way of its people there, whatever the table. A constant number of statements."""
    plan = meeting.plan
    who = [one.registration_id for one in meeting.guests.all()]
    busy = MeetingGuest.objects.filter(plan=plan, registration__in=who).exclude(meeting=meeting)
    rows = list(busy.order_by("pk").values_list("round", "registration", "meeting"))
    there = {one["id"]: one["rounds"] for one in plan.question["guests"]}
    return [
        {
            "round": number,
            "clashes": [
                *(
                    {"code": "guest_busy", "guest": guest, "meeting": other}
                    for round_, guest, other in rows
                    if round_ == number
                ),
                *(
                    {"code": "guest_absent", "guest": one, "meeting": None}
                    for one in who
                    if number - 1 not in there.get(one, ())
                ),
                *([{"code": "round_over", "guest": None, "meeting": None}] if number < plan.begins else []),
            ],
        }
        for number in range(1, plan.event.rounds + 1)
    ]
