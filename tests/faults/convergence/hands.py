"""What people do to sessions in Google's own screens: whoever organises an event, and its guests."""

from datetime import datetime
from typing import Any

from tests.faults.convergence.meetings import Meeting, at
from tests.faults.convergence.world import MENTOR, TEAM, World

OPEN_TO_GUESTS = "guestsCanModify"
LOOKS = ("colorId", "location", "reminders")
ADDITIONS = ("line", "guest", "notes", *LOOKS)
ANSWERS = {"accept": "accepted", "tentative": "tentative", "decline": "declined", "delete": "declined"}


def add(world: World, meeting: Meeting, what: str, number: int) -> None:
    """One of ADDITIONS, another than before. Those are of a single event."""
    shown = world.at_google(meeting)
    if shown is None or meeting.regular:
        return
    if what == "guest":
        guest = f"partner{number}@elsewhere.example"
        meeting.guests.add(guest)
        _act(world, meeting, "invite", guest=guest)
    elif what == "line":
        line = f"Bring the deck no. {number}!"
        meeting.lines.append(line)
        _act(world, meeting, "edit", description=f"{shown['description']}\n{line}")
    elif what == "notes":
        meeting.notes = f"The code is {number}"
        _act(world, meeting, "edit", conferenceData={"notes": meeting.notes})
    else:
        meeting.looks[what] = _look(what, number)
        _act(world, meeting, "edit", **{what: meeting.looks[what]})


def _look(what: str, number: int) -> Any:
    if what == "reminders":
        return {"useDefault": False, "overrides": [{"method": "popup", "minutes": number}]}
    return str(number % 11 + 1)


def move(world: World, meeting: Meeting, starts_at: datetime) -> None:
    shown = world.at_google(meeting)
    if shown is None:
        return
    key = meeting.google_id
    stands = world.events_of(meeting.organiser).get(key)
    before = at(stands["start"]) if stands else meeting.session.occurrence_at
    if before != starts_at:
        meeting.edits += 1
        _act(world, meeting, "move", starts_at=starts_at.isoformat())


def move_as_guest(world: World, meeting: Meeting, starts_at: datetime) -> None:
    """Its owner lets guests change it, if they have not yet, and one of ours moves it; only a single event."""
    shown = world.at_google(meeting)
    if shown is None or meeting.regular:
        return
    key = meeting.google_id
    guest = next((one for one in sorted(meeting.invited) if key in world.standing(one)), None)
    if guest is None or at(shown["start"]) == starts_at:
        return
    if not meeting.looks.get(OPEN_TO_GUESTS):
        meeting.looks[OPEN_TO_GUESTS] = True
        _act(world, meeting, "edit", **{OPEN_TO_GUESTS: True})
    meeting.edits += 1
    meeting.edits_of_guests += 1
    world.watch.act(guest, key, "move", starts_at=starts_at.isoformat())


def delete(world: World, meeting: Meeting) -> None:
    """What was added to its description goes with it."""
    if world.at_google(meeting) is None:
        return
    meeting.edits += 1
    meeting.lines.clear()
    _act(world, meeting, "delete")


def bring_back(world: World, meeting: Meeting) -> None:
    """From Google's bin."""
    organiser = meeting.organiser
    events = world.events_of(organiser) if organiser else {}
    shown = events.get(meeting.google_id)
    if shown is not None and shown["status"] == "cancelled" and not meeting.regular:
        meeting.edits += 1
        _act(world, meeting, "edit", status="confirmed")


def take_out(world: World, meeting: Meeting, number: int) -> None:
    """One of its two, from the list of guests: what they answered goes with it. Those are of a single event."""
    shown = world.at_google(meeting)
    if shown is None or meeting.regular:
        return
    listed = {entry["email"] for entry in shown.get("attendees", [])}
    if ours := sorted(meeting.invited & listed):
        guest = ours[number % len(ours)]
        meeting.removals += 1
        meeting.answers.pop(guest, None)
        meeting.thrown_away.discard(guest)
        _act(world, meeting, "uninvite", guest=guest)


def take_elsewhere(world: World, meeting: Meeting) -> None:
    """From one calendar of the mentor's to the other; only a single event."""
    if meeting.organiser == MENTOR and not meeting.regular and world.at_google(meeting) is not None:
        stands = world.calendar_with(MENTOR, meeting.google_id)
        _act(world, meeting, "transfer", to=MENTOR if stands == TEAM else TEAM)


def answer(world: World, meeting: Meeting, how: str) -> None:
    """Every guest does it who has the event in their calendar; to throw it away is to decline."""
    if meeting.regular or world.at_google(meeting) is None:
        return
    for guest in meeting.invited:
        if meeting.google_id in world.standing(guest):
            world.watch.act(guest, meeting.google_id, how)
            meeting.answers[guest] = ANSWERS[how]
            meeting.is_declined = meeting.is_declined or ANSWERS[how] == "declined"
            if how == "delete":
                meeting.thrown_away.add(guest)


def _act(world: World, meeting: Meeting, action: str, **order: Any) -> None:
    where = world.calendar_with(meeting.organiser, meeting.google_id)
    world.watch.act(meeting.organiser, meeting.google_id, action, calendar_id=where, **order)
