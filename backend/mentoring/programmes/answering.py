"""Answers to the questions that a programme asks now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from accounts.models import Person
from mentoring.models import Answer, Application, Programme, Question, QuestionUse, Session
from mentoring.programmes.refusals import AnswersRefused, QuestionGone
from mentoring.programmes.rules import Asked, fault_in


def questions_asked(programme: Programme, use: QuestionUse) -> list[Question]:
    """Those asked now, in their order."""
    return list(programme.questions.filter(use=use, retired_at=None))


def checked(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[Question, Any]:
    """The answers by question, those left empty not among them; `answers` are by ids as text.

    Raises QuestionGone for an answer to what is asked no more, AnswersRefused.
    """
    if answers.keys() - {str(one.pk) for one in questions}:
        raise QuestionGone
    given = {one: answers.get(str(one.pk)) for one in questions}
    faults = {one.pk: fault_in(_asked(one), value) for one, value in given.items()}
    if wrong := {pk: code for pk, code in faults.items() if code}:
        raise AnswersRefused(wrong)
    return {one: value for one, value in given.items() if value not in (None, "", [])}


def _asked(question: Question) -> Asked:
    is_scale = question.scale_from is not None and question.scale_to is not None
    return Asked(
        kind=question.kind,
        is_required=question.is_required,
        options=[option["key"] for option in question.options],
        scale=(question.scale_from, question.scale_to) if is_scale else None,  # type: ignore[arg-type]  # seen above
    )


def keep_answers(
    answers: Mapping[Question, Any],
    *,
    application: Application | None = None,
    session: Session | None = None,
    by: Person,
    now: datetime,
) -> None:
    """Write the answers, in place of those that were given about the same before. In the caller's transaction."""
    whose = {"application": application} if application else {"session": session, "by": by}
    Answer.objects.filter(**whose).delete()
    Answer.objects.bulk_create(
        Answer(question=one, application=application, session=session, by=by, value=value, at=now)
        for one, value in answers.items()
    )


def told(rows: Iterable[Answer]) -> list[dict[str, Any]]:
    """Each answer beside the version of the question that it was given to."""
    return [{"question": row.question, "value": row.value} for row in rows]
