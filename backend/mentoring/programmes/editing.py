"""Coordinators make programmes and change them. One function a deed, one transaction each."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

import queueing
from accounts.models import Person
from agenda.transactions import atomically
from audit.models import AuditEntry
from audit.operations import record
from audit.queries import changed_in
from mentoring.models import Programme, ProgrammeMilestone, ProgrammeState, Question
from mentoring.programmes import rules
from mentoring.programmes.refusals import FixedByNow, ProgrammeSlugTaken, QuestionGone
from mentoring.relations.milestones import follow_programme
from mentoring.reminding.operations import FOLLOW_PROGRAMME
from problems.matching import ChangedMeanwhile

Seen = frozenset[int] | None
Row = Mapping[str, Any]
M = TypeVar("M", bound=Model)
# Sessions that are agreed follow where these change.
FOLLOWED = frozenset({"reminder_offsets_minutes", "tells_at_start", "tells_after"})
ASKED = (
    "kind",
    "title_ko",
    "title_en",
    "help_ko",
    "help_en",
    "is_required",
    "options",
    "scale_from",
    "scale_to",
)


@atomically
def create_programme(*, slug: str, by: Person, now: datetime, **fields: Any) -> Programme:
    """A draft, which coordinators alone see. Raises ProgrammeSlugTaken."""
    try:
        with transaction.atomic():
            programme = Programme.objects.create(slug=slug, state=ProgrammeState.DRAFT, **fields)
    except IntegrityError as error:
        if "slug" not in str(error):
            raise
        raise ProgrammeSlugTaken from error
    record("programme", programme.pk, "programme.created", by=by, now=now, slug=slug)
    return programme


@atomically
def change_programme(*, slug: str, by: Person, now: datetime, seen: Seen = None, **fields: Any) -> Programme:
    """Set the given fields. Raises ChangedMeanwhile, FixedByNow."""
    programme = locked(slug, seen)
    changed = {
        name: [plain(getattr(programme, name)), plain(value)]
        for name, value in fields.items()
        if getattr(programme, name) != value
    }
    if fixed := rules.fixed_among(programme.state, changed):
        raise FixedByNow(fixed, programme.state)
    for name in changed:
        setattr(programme, name, fields[name])
    if changed:
        turn(programme, "programme.changed", by, now, changed)
    if FOLLOWED & changed.keys():
        queueing.defer(FOLLOW_PROGRAMME, queue="sessions", programme_id=programme.pk)
    return programme


def locked(slug: str, seen: Seen = None) -> Programme:
    """The programme, waiting for whoever changes it. Raises Programme.DoesNotExist, ChangedMeanwhile."""
    programme = Programme.objects.select_for_update(no_key=True).get(slug=slug)
    if seen is not None and programme.revision not in seen:
        since = min((one for one in seen if one < programme.revision), default=programme.revision)
        entries = AuditEntry.objects.filter(
            subject_kind="programme", subject_id=str(programme.pk), details__revision__gt=since
        )
        raise ChangedMeanwhile(changed=changed_in(entries.order_by("pk")))
    return programme


def turn(
    programme: Programme, action: str, by: Person, now: datetime, changed: Mapping[str, Sequence[object]]
) -> None:
    """One revision up, and an audit row with each field before and after."""
    programme.revision += 1
    programme.save()
    record(
        "programme", programme.pk, action, by=by, now=now, revision=programme.revision, changed=dict(changed)
    )


@atomically
def set_milestones(
    *, slug: str, rows: Sequence[Row], by: Person, now: datetime, seen: Seen = None
) -> Programme:
    """The goals and milestones, all of them, in their order: {title_ko, title_en, due_weeks}. Pairs that run follow."""
    programme = _unclosed(slug, seen, "milestones")
    before = [_without_order(one) for one in programme.milestones.all()]
    if before != [dict(row) for row in rows]:
        programme.milestones.all().delete()
        ProgrammeMilestone.objects.bulk_create(
            ProgrammeMilestone(programme=programme, position=position, **row)
            for position, row in enumerate(rows)
        )
        changed = [f"{row['title_en']} ({row['due_weeks']})" for row in rows]
        was = [f"{row['title_en']} ({row['due_weeks']})" for row in before]
        turn(programme, "programme.milestones_set", by, now, {"milestones": [was, changed]})
        follow_programme(programme, now=now)
    return programme


def _without_order(one: ProgrammeMilestone) -> dict[str, Any]:
    return {"title_ko": one.title_ko, "title_en": one.title_en, "due_weeks": one.due_weeks}


@atomically
def set_questions(
    *, slug: str, use: str, rows: Sequence[Row], by: Person, now: datetime, seen: Seen = None
) -> Programme:
    """All questions that are asked from now on, in their order. A row with the `id` of one that is asked now keeps it, or,
    where anything but its place differs, puts a new version in its stead; those left out are asked no more.

    Answers keep the version that they were given to. Raises ChangedMeanwhile, FixedByNow, QuestionGone.
    """
    programme = _unclosed(slug, seen, f"{use}_questions")
    asked = {one.pk: one for one in programme.questions.filter(use=use, retired_at=None)}
    was = [str(one.title_en) for one in asked.values()]
    ids = [row["id"] for row in rows if row.get("id")]
    if set(ids) - asked.keys() or len(set(ids)) < len(ids):
        raise QuestionGone
    kept: set[int] = set()
    for position, row in enumerate(rows):
        kept.add(_ask(programme, use, position, row, asked.get(row.get("id") or 0), now))
    gone = [pk for pk in asked if pk not in kept]
    Question.objects.filter(pk__in=gone).update(retired_at=now)
    if gone or kept - asked.keys() or ids != list(asked):
        names = [row["title_en"] for row in rows]
        turn(programme, "programme.questions_set", by, now, {f"{use}_questions": [was, names]})
    return programme


def _ask(
    programme: Programme, use: str, position: int, row: Row, held: Question | None, now: datetime
) -> int:
    """The id of the version that is asked now at this place."""
    said = {name: row[name] for name in ASKED}
    if held is not None and said == {name: getattr(held, name) for name in ASKED}:
        if held.position != position:
            Question.objects.filter(pk=held.pk).update(position=position)
        return held.pk
    version = Question(programme=programme, use=use, position=position, asked_since=now, **said)
    if held is not None:
        version.number, version.replaces = held.number + 1, held
    version.save()
    return version.pk


def _unclosed(slug: str, seen: Seen, what: str) -> Programme:
    programme = locked(slug, seen)
    if programme.state == ProgrammeState.CLOSED:
        raise FixedByNow([what], programme.state)
    return programme


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
