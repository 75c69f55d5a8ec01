"""Who has to be told what of what people did to a session in Google, worked out from the session's story."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from audit.models import AuditEntry
from calendars.models import CalendarEdit, EditKind, EditState
from tests.faults.convergence.meetings import Meeting

Told = Counter[tuple[int, str]]  # (person, kind)
NOTED = ("calendar.moved_by_hand", "calendar.deleted_by_hand", "calendar.edit_taken_back")
BY_HAND = ""  # the reason that goes with a deed that nobody did in Meridian
# What the other side is told, and what whoever did it.
TO_BOTH = {
    "proposed": ("proposed", "move_asked"),
    "deleted": ("deleted", "deleted_own"),
    "declined": ("off_asked", "off_own"),
}
WITHDRAWN, ADOPTED = "session.proposal_withdrawn", "session.adopted"
TO_OTHERS = {WITHDRAWN: "kept", "session.kept": "kept", ADOPTED: "proposed"}
LETS_GO = (WITHDRAWN, ADOPTED)  # whoever has let it go has so still
TO_PROPOSER = {"session.proposal_expired": "put_back", "session.turned_down": "turned_down"}


def story_of(meeting: Meeting) -> list[AuditEntry]:
    entries = AuditEntry.objects.filter(subject_kind="session", subject_id=str(meeting.pk))
    return list(entries.order_by("id"))


def told_by_hand(meetings: Iterable[Meeting], sides: Iterable[int]) -> Told:
    """How many of each message every person should have had about what was done in Google to one session, or to the
    dates of a series: those that somebody deleted together are one question."""
    told: Told = Counter()
    questions: set[tuple[str, int | None, datetime]] = set()
    for meeting in meetings:
        reader = _Reader([*sides])
        for entry in story_of(meeting):
            question = entry.action, entry.actor_id, entry.at
            is_asked_already = entry.action == "session.cancel_asked" and question in questions
            told.update(() if is_asked_already else reader.told_of(entry))
            questions.add(question)
    return told


@dataclass
class _Reader:
    """Of one session's story, entry by entry: whose proposal is open, who has let it go, and what each answered last to
    this time."""

    sides: list[int]
    proposer: int | None = None
    gone: int | None = None
    answers: dict[int, str] = field(default_factory=dict)

    def told_of(self, entry: AuditEntry) -> Iterator[tuple[int, str]]:
        by = entry.actor_id
        if entry.action in ("session.moved", "session.taken"):
            self.answers.clear()
            self.gone = None
        if how := how_asked(entry):
            self.proposer, self.gone = (by, self.gone) if how == "proposed" else (self.proposer, by)
            to_others, to_own = TO_BOTH[how]
            yield from [(side, to_others if side != by else to_own) for side in self.sides]
        elif entry.action in TO_OTHERS or is_done_by_hand(entry):
            self.gone = self.gone if entry.action in LETS_GO else None
            self.proposer = by if entry.action == ADOPTED else self.proposer
            kind = TO_OTHERS.get(entry.action, entry.action.partition(".")[2])
            yield from [(side, kind) for side in self.sides if side != by]
        elif entry.action in TO_PROPOSER:
            yield from self._told_that_it_stands(self.proposer, by, TO_PROPOSER[entry.action])
        elif entry.action == "session.put_back":
            yield from self._told_that_it_stands(entry.details["person_id"], by, "put_back")
        elif entry.action == "session.invited_by_mail":
            yield entry.details["person_id"], "handed_over"
        elif entry.action == "invitation.answered":
            yield from self._told_of_answer(entry.details["person_id"], entry.details["answer"])

    def _told_that_it_stands(
        self, editor: int | None, by: int | None, kind: str
    ) -> Iterator[tuple[int, str]]:
        """Whoever wished it otherwise; where nobody knows who did, all but the one who said no."""
        if editor is not None:
            yield editor, kind
        else:
            yield from [(side, "kept") for side in self.sides if side != by]

    def _told_of_answer(self, person: int, answer: str) -> Iterator[tuple[int, str]]:
        """A decline lets the session go, an acceptance takes that back: what follows from it is told by itself."""
        before, self.answers[person] = self.answers.get(person), answer
        if answer == "accepted" and before == "declined" and self.gone != person:
            yield from [(side, "confirmed") for side in self.sides if side != person]


def how_asked(entry: AuditEntry) -> str:
    """What somebody asks the other side about by what they did in Google: proposed, deleted or declined; else empty."""
    if entry.action == "session.proposed":
        return "proposed"
    return str(entry.details["how"]) if entry.action == "session.cancel_asked" else ""


def is_done_by_hand(entry: AuditEntry) -> bool:
    """Whether it was moved or called off because somebody did so in Google."""
    reason = {"session.moved": "reason", "session.cancelled": "closing_reason"}.get(entry.action)
    return reason is not None and entry.details[reason] == BY_HAND


def check_edits(meeting: Meeting) -> None:
    """Each thing that somebody made of the event was noticed once and led to one deed, and nothing else did."""
    event = meeting.event
    on = meeting.session.occurrence_on if meeting.regular else None
    known = list(CalendarEdit.objects.filter(event=event, on=on).order_by("pk")) if event else []
    assert [edit for edit in known if not edit.is_heeded] == []
    edits = [edit for edit in known if edit.kind != EditKind.UNINVITED]
    assert len(known) - len(edits) <= meeting.removals
    assert len(edits) <= meeting.edits
    if meeting.edits == 1 and meeting.is_free and meeting.session.state == "confirmed":
        assert len(edits) == 1
    _check_whose(meeting, edits)
    editors, deeds, total, story = {edit.person_id for edit in edits}, 0, 0, story_of(meeting)
    for entry in story:
        is_one = _follows_from_an_edit(entry, editors)
        deeds, total = 0 if entry.action in NOTED else deeds + is_one, total + is_one
        assert deeds <= 1, [one.action for one in story]
    assert total <= len(edits)
    if meeting.session.state == "confirmed":
        assert sum(edit.state in (EditState.ASKED, EditState.SETTLED) for edit in edits) <= total


def _check_whose(meeting: Meeting, edits: Collection[CalendarEdit]) -> None:
    """A move is nobody's where guests may change the event, for it may have been theirs. All else is its owner's."""
    nobodys = [edit for edit in edits if edit.person_id is None]
    assert all(edit.kind == EditKind.MOVED for edit in nobodys)
    if not meeting.edits_of_guests:
        assert nobodys == []
    elif meeting.edits == meeting.edits_of_guests:
        assert len(nobodys) == sum(edit.kind == EditKind.MOVED for edit in edits)


def _follows_from_an_edit(entry: AuditEntry, editors: Collection[int | None]) -> bool:
    """Guests decline, which is no edit."""
    is_theirs = how_asked(entry) in ("proposed", "deleted") or is_done_by_hand(entry)
    return entry.action == "session.put_back" or (is_theirs and entry.actor_id in editors)
