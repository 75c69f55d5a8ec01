"""Somebody who took part in a session answers what its programme asks afterwards."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from mentoring.feedback.queries import answers_for, is_asked
from mentoring.feedback.refusals import FeedbackNotAsked, NotYourFeedback
from mentoring.models import QuestionUse
from mentoring.opening import find
from mentoring.programmes.answering import checked, keep_answers, questions_asked


@atomically
def give_feedback(*, session_id: UUID, answers: Mapping[str, Any], by: Person, now: datetime) -> None:
    """Keep the answers (by ids of questions, as text) in place of those that `by` gave before. The session is locked, so
    that of two tabs the later one counts.

    Raises NotYourFeedback, FeedbackNotAsked, QuestionGone, AnswersRefused.
    """
    session = find(session_id, lock=True)
    if not answers_for(by, session):
        raise NotYourFeedback
    if not is_asked(session, now):
        raise FeedbackNotAsked(state=session.state)
    given = checked(questions_asked(session.programme, QuestionUse.FEEDBACK), answers)
    keep_answers(given, session=session, by=by, now=now)
    record("feedback", session.pk, "feedback.given", by=by, now=now, questions=[one.pk for one in given])
