"""The next term of a programme: everything that was thought out once, for other dates and other startups."""

from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from mentoring.models import Programme, ProgrammeExpert, ProgrammeMilestone, Question, TakingPart
from mentoring.programmes.editing import ASKED, create_programme
from messaging.templates.operations import copy_wordings

# What belongs to one term alone.
OWN = frozenset({"id", "slug", "state", "name_ko", "name_en", "starts_on", "revision", "words_as_of"})
SHIFTED = ("ends_on", "cycle_from_on", "cycle_until_on", "applications_until")
GIVES = ("least_startups", "capacity", "languages", "stages", "markets", "will_not")


@atomically
def copy_programme(
    *, programme: Programme, slug: str, name_ko: str, name_en: str, starts_on: date, by: Person, now: datetime
) -> Programme:
    """A draft with the same policy, questions, milestones and words of messages, every date as far from the first as
    there; its experts are invited, and told once it opens. Raises ProgrammeSlugTaken."""
    fields: dict[str, Any] = {
        field.attname: getattr(programme, field.attname)
        for field in Programme._meta.concrete_fields  # noqa: SLF001 -- Django's documented way to fields
        if field.attname not in OWN
    }
    later = starts_on - programme.starts_on if programme.starts_on else timedelta()
    fields |= {name: fields[name] + later for name in SHIFTED if fields[name]}
    copy = create_programme(
        slug=slug, name_ko=name_ko, name_en=name_en, starts_on=starts_on, by=by, now=now, **fields
    )
    _copy_questions(programme, copy, now)
    ProgrammeMilestone.objects.bulk_create(
        ProgrammeMilestone(
            programme=copy,
            position=one.position,
            title_ko=one.title_ko,
            title_en=one.title_en,
            due_weeks=one.due_weeks,
        )
        for one in programme.milestones.all()
    )
    _invite_experts_of(programme, copy, now)
    if last := copy_wordings(programme.pk, copy.pk, by=by, now=now):
        copy.words_as_of = last
        copy.save(update_fields=["words_as_of"])
    record("programme", copy.pk, "programme.copied", by=by, now=now, slug=slug, source=programme.slug)
    return copy


def _copy_questions(programme: Programme, copy: Programme, now: datetime) -> None:
    Question.objects.bulk_create(
        Question(
            programme=copy,
            use=one.use,
            position=one.position,
            asked_since=now,
            **{name: getattr(one, name) for name in ASKED},
        )
        for one in programme.questions.filter(retired_at=None)
    )


def _invite_experts_of(programme: Programme, copy: Programme, now: datetime) -> None:
    there = programme.experts.filter(state=TakingPart.JOINED, expert__person__is_active=True)
    for place in there.prefetch_related("topics"):
        again = ProgrammeExpert.objects.create(
            programme=copy,
            expert_id=place.expert_id,
            state=TakingPart.INVITED,
            since=now,
            **{name: getattr(place, name) for name in GIVES},
        )
        again.topics.set(place.topics.all())
