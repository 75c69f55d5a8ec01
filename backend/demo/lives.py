"""What became of the demo's pairs: regular sessions held and ahead, a slow one, an ended one, a no, terms that wait."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.models import Person
from mentoring.cycles.publishing import offer_alternative
from mentoring.cycles.weekly_hour import first_at
from mentoring.feedback.operations import give_feedback
from mentoring.models import QuestionUse, Relation, Session
from mentoring.operations import complete_session, leave_note
from mentoring.programmes.answering import questions_asked
from mentoring.relations.agreeing import Terms, agree, propose_agreement
from mentoring.relations.operations import Pair, answer_relation, end_relation, offer_pair
from mentoring.relations.overseeing import ask_at_half, rate, wish_for_another
from mentoring.relations.queries import members_of, sessions_of_pair
from mentoring.relations.working import (
    add_action,
    add_link,
    change_action,
    mark_milestone,
    write_private_note,
)
from mentoring.series.refusals import DatesClash

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
AFTERWARDS = timedelta(minutes=30)
SEARCHED_DAYS = 42


def live(relations: Sequence[Relation], *, by: Person, now: datetime) -> None:
    """One life for each pair, in the order in which they were offered; those beyond them have begun and no more."""
    for at, relation in enumerate(relations):
        LIVES[min(at, len(LIVES) - 1)](relation, by, now)
    ask_at_half(now=now)
    thriving = relations[0]
    thriving.refresh_from_db()
    if thriving.midterm_asked_at:
        word = "방향이 분명해졌습니다."
        rate(relation=thriving, session=None, score=5, word=word, by=_founder(thriving), now=now)


def _thrives(relation: Relation, _by: Person, now: datetime) -> None:
    _begin(relation)
    _agree(relation, goals="미국 시범 고객 다섯 곳과 계약 조건을 정합니다.", sessions=6, every_weeks=2)
    notes = (
        "가격표 초안을 함께 보았습니다.",
        "고객 두 곳이 시범 운영을 원합니다.",
        "계약서 문구를 다듬었습니다.",
    )
    held = _hold(relation, notes, scores=(4, 5, 5), now=now)
    founder, mentor, last = _founder(relation), relation.expert.person, _end_of(held[-1])
    call = add_action(
        relation=relation,
        text="고객 열 곳에 전화하기",
        owner=None,
        due_on=None,
        session=held[0].pk,
        by=founder,
        now=_end_of(held[0]),
    )
    change_action(relation=relation, action_id=call.pk, by=founder, now=_end_of(held[1]), done=True)
    add_action(
        relation=relation,
        text="Introduce two partners in Palo Alto",
        owner=mentor.pk,
        due_on=(now + 9 * A_DAY).date(),
        session=held[-1].pk,
        by=mentor,
        now=last,
    )
    add_action(
        relation=relation,
        text="영문 가격표를 보내기",
        owner=founder.pk,
        due_on=(now + 4 * A_DAY).date(),
        session=held[-1].pk,
        by=founder,
        now=last,
    )
    deck = "https://files.example/pricing-deck"
    add_link(relation=relation, title="가격표 초안", url=deck, by=founder, now=_end_of(held[0]))
    write_private_note(relation=relation, text="Ask about the runway next time.", by=mentor, now=last)
    for milestone in list(relation.milestones.all())[:2]:
        mark_milestone(relation=relation, milestone_id=milestone.pk, reached=True, by=founder, now=last)


def _goes_slowly(relation: Relation, _by: Person, now: datetime) -> None:
    _begin(relation)
    _agree(relation, goals="A landing page that customers in the US understand", sessions=4, every_weeks=2)
    held = _hold(relation, ("We went through the page line by line.",), scores=(3,), now=now)
    first = relation.milestones.all()[0]
    founder = _founder(relation)
    mark_milestone(relation=relation, milestone_id=first.pk, reached=True, by=founder, now=_end_of(held[0]))


def _does_not_fit(relation: Relation, by: Person, now: datetime) -> None:
    """One side asks for somebody else; it is ended, and the coordinator's own choice waits for an answer."""
    _begin(relation)
    _agree(relation, goals="유통 파트너를 찾습니다.", sessions=4, every_weeks=1)
    founder, mentor = _founder(relation), relation.expert.person
    _hold(relation, ("유통 구조를 살펴보았습니다.",), scores=(2,), now=now - 14 * A_DAY)
    reason = "유통 분야 경험이 있는 분이 필요합니다."
    wish_for_another(relation=relation, reason=reason, by=founder, now=now - 12 * A_DAY)
    end_relation(relation=relation, reason="다른 멘토와 다시 연결합니다.", by=by, now=now - 3 * A_DAY)
    why_ko, why_en = "이번에는 일정을 더 여유 있게 잡습니다.", "This time with more room in the calendar."
    again = Pair(relation.startup, relation.expert, why_ko, why_en)
    offered = offer_pair(
        programme=relation.programme, pair=again, answer_by=now + 4 * A_DAY, by=by, now=now - 2 * A_DAY
    )
    answer_relation(relation=offered, says="yes", by=mentor, now=now - A_DAY)


def _waits_for_terms(relation: Relation, _by: Person, now: datetime) -> None:
    _begin(relation)
    goals = "영어 발표 자료와 투자자 질문에 대한 답을 준비합니다."
    _propose(relation, goals, sessions=3, every_weeks=1, now=now - A_DAY)


def _comes_to_nothing(relation: Relation, _by: Person, _now: datetime) -> None:
    founder, at = _founder(relation), relation.offered_at + A_DAY
    answer_relation(relation=relation, says="no", by=founder, now=at, word="이미 이 분과 일하고 있습니다.")
    offer_alternative(relation_id=relation.pk, now=at + AN_HOUR)


def _begins(relation: Relation, _by: Person, _now: datetime) -> None:
    _begin(relation)


LIVES: Sequence[Callable[[Relation, Person, datetime], None]] = (
    _thrives,
    _goes_slowly,
    _does_not_fit,
    _waits_for_terms,
    _comes_to_nothing,
    _begins,
)


def _founder(relation: Relation) -> Person:
    return members_of(relation)[0]


def _begin(relation: Relation) -> None:
    at = relation.offered_at + A_DAY
    answer_relation(relation=relation, says="yes", by=_founder(relation), now=at)
    answer_relation(relation=relation, says="yes", by=relation.expert.person, now=at + 5 * AN_HOUR)
    relation.refresh_from_db()


def _agree(relation: Relation, *, goals: str, sessions: int, every_weeks: int) -> None:
    at = relation.offered_at + 2 * A_DAY
    version = _propose(relation, goals, sessions, every_weeks, now=at)
    agree(relation=relation, version=version, word="", by=relation.expert.person, now=at + 4 * AN_HOUR)
    relation.refresh_from_db()


def _propose(relation: Relation, goals: str, sessions: int, every_weeks: int, *, now: datetime) -> int:
    """Regular sessions at the hour that came with the offer, from the first day on which no holiday stands in the way of
    any; which version of terms it is."""
    assert relation.weekly_minute is not None  # noqa: S101 -- the demo's cycle gives every pair an hour
    founder = _founder(relation)
    first = first_at(relation.weekly_minute, after=now + 3 * A_DAY)
    for days in range(SEARCHED_DAYS):
        start = (first + days * A_DAY).astimezone(ZoneInfo(founder.time_zone))
        terms = Terms(goals, sessions, every_weeks, "founder", start.date(), start.time())
        with suppress(DatesClash):
            return propose_agreement(relation=relation, terms=terms, by=founder, now=now).version
    raise LookupError(f"no {sessions} dates every {every_weeks} weeks suit {relation}")


def _hold(relation: Relation, notes: Sequence[str], scores: Sequence[int], now: datetime) -> list[Session]:
    """Every session that is over took place; the first ones were noted, rated and answered."""
    held = list(sessions_of_pair(relation).filter(appointment__ends_at__lt=now - 2 * AN_HOUR))
    for session in held:
        complete_session(session_id=session.pk, by=None, now=_end_of(session))
    for session, text in zip(held, notes, strict=False):
        author = relation.expert.person
        leave_note(session_id=session.pk, text=text, by=author, now=_end_of(session))
    for session, score in zip(held, scores, strict=False):
        _say_how_it_was(relation, session, score)
    return held


def _say_how_it_was(relation: Relation, session: Session, score: int) -> None:
    at, founder = _end_of(session) + AN_HOUR, _founder(relation)
    scale, more = questions_asked(relation.programme, QuestionUse.FEEDBACK)
    answers = {str(scale.pk): score, str(more.pk): "다음 고객 미팅 준비"}
    give_feedback(session_id=session.pk, answers=answers, by=founder, now=at)
    rate(relation=relation, session=session.pk, score=score, word="", by=founder, now=at)


def _end_of(session: Session) -> datetime:
    return session.appointment.ends_at + AFTERWARDS
