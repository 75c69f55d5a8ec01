"""What people answered to a programme's questions after their sessions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import Person, Role
from mentoring.models import Answer, Programme, Question, QuestionUse, Session, SessionState
from mentoring.programmes.answering import questions_asked
from mentoring.queries import part_of
from mentoring.rules import Part

TOOK_PLACE = (SessionState.CONFIRMED, SessionState.COMPLETED)  # of one that is over
ANSWERING = (Part.STARTUP, Part.EXPERT, Part.COMPANION)


def answers_for(viewer: Person, session: Session) -> bool:
    """Whether they take part in it, and so have something to say."""
    return part_of(viewer, session) in ANSWERING


def is_asked(session: Session, now: datetime) -> bool:
    """Whether it is over, and nobody said that it did not take place."""
    return session.state in TOOK_PLACE and session.appointment.ends_at <= now


@dataclass(frozen=True)
class OwnFeedback:
    """What is asked after a session, and what one person has answered: by ids of questions, as text."""

    is_open: bool
    questions: Sequence[Question]
    answers: Mapping[str, Any]
    given_at: datetime | None


def own_feedback(viewer: Person, session: Session, now: datetime) -> OwnFeedback:
    """Nobody else's answers are in it. Two statements."""
    given = list(Answer.objects.filter(session=session, by=viewer))
    return OwnFeedback(
        is_open=is_asked(session, now),
        questions=questions_asked(session.programme, QuestionUse.FEEDBACK),
        answers={str(one.question_id): one.value for one in given},
        given_at=max((one.at for one in given), default=None),
    )


def answered_sessions(programme: Programme) -> QuerySet[Session]:
    """Those of the programme after which somebody answered, the latest first, each with all answers to it."""
    given = Answer.objects.select_related("question", "by").order_by("by", "question__position", "pk")
    sessions = Session.objects.filter(
        Exists(Answer.objects.filter(session=OuterRef("pk"))), programme=programme
    )
    rows = sessions.select_related("appointment", "startup", "expert__person")
    return rows.prefetch_related(Prefetch("feedback", given)).order_by("-appointment__starts_at", "pk")


@dataclass(frozen=True)
class Given:
    """What one person answered after a session."""

    by: Person
    side: str
    at: datetime
    answers: Sequence[Answer]


def given_after(session: Session) -> list[Given]:
    """By person, of a session that came from `answered_sessions`. No statement."""
    by_person: dict[int, list[Answer]] = {}
    for answer in session.feedback.all():
        by_person.setdefault(answer.by_id, []).append(answer)
    return [_given(answers) for answers in by_person.values()]


def _given(answers: list[Answer]) -> Given:
    by = answers[0].by
    side = "startup" if by.role == Role.STARTUP_MEMBER else "expert"
    return Given(by, side, max(one.at for one in answers), answers)


def in_words(question: Question, value: Any, language: str) -> str:
    """An answer as somebody reads it: of choices the words instead of the keys."""
    words = {option["key"]: option[language] for option in question.options}
    chosen: Iterable[Any] = value if isinstance(value, list) else [value]
    return ", ".join(words.get(one, str(one)) if isinstance(one, str) else str(one) for one in chosen)
