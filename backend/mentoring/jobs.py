"""What time does to sessions by itself: unanswered requests expire, ended sessions count as completed."""

import logging
from contextlib import suppress
from datetime import datetime
from secrets import SystemRandom
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as jobs

import clock
from accounts.following import FOLLOW_CLOCK, FOLLOW_REMINDERS
from calendars.operations.edits.keeping import HEED_CALENDAR
from calendars.queueing import (
    INVITE_BY_MAIL,
    TELL_HANDED_OVER,
    TELL_NO_ROOM,
    TELL_OF_CONNECTION,
    TELL_REPLACED,
)
from calendars.replies import RepliesAway
from mentoring.cycles.operations import ASK_EVERYBODY
from mentoring.cycles.publishing import offer_alternative
from mentoring.cycles.reminding import ask_everybody, remind_before_due
from mentoring.cycles.running import SOLVE_CYCLE, work_out
from mentoring.digests.operations import tell_the_day
from mentoring.following import follow_clock
from mentoring.groups import operations as groups
from mentoring.heeding import heed_calendar
from mentoring.mailing import invite_by_mail, take_back_replaced, tell_handed_over
from mentoring.models import Series, SeriesState, Session, SessionState
from mentoring.operations import (
    ANNOUNCE_AGREED,
    announce_agreed,
    complete_session,
    expire_request,
)
from mentoring.proposing import expire_proposal
from mentoring.refusals import NotPossibleNow
from mentoring.relations import operations as relations
from mentoring.relations.overseeing import ask_at_half
from mentoring.reminding.operations import FOLLOW_PROGRAMME, follow_person, follow_programme
from mentoring.replying import forget_replies, take_all_replies
from mentoring.rules import COMPLETES_AFTER
from mentoring.series.answering import expire_series, settle_series
from mentoring.series.replanning import replan_if_rules_changed
from mentoring.series.shifting import announce_shifts
from mentoring.telling_connections import tell_of_connection
from mentoring.texting.operations import answer_texts
from mentoring.without_meet import tell_no_room
from messaging.inbound.operations import ANSWER_TEXTS
from messaging.models import MessageKind

log = logging.getLogger(__name__)


@jobs.periodic(cron="* * * * *")
@jobs.task(name="mentoring.let_time_pass", queue="sessions", queueing_lock="mentoring.let_time_pass")
def let_time_pass(timestamp: int = 0) -> None:  # noqa: ARG001 -- the scheduler's; ours is the clock that counts
    """Move every session on whose time has come; running it twice changes nothing more."""
    now = clock.now()
    requested = Session.objects.filter(state__in=[SessionState.REQUESTED, SessionState.PROPOSED])
    of_series = Session.objects.filter(state=SessionState.REQUESTED, series__isnull=False)
    _let_series_pass(of_series, now)
    requested = requested.exclude(pk__in=of_series)
    for session_id in requested.filter(appointment__hold_expires_at__lte=now).values_list("pk", flat=True):
        with suppress(NotPossibleNow):  # somebody answered since the list was read
            expire_request(session_id=session_id, now=now)
    proposed = Session.objects.filter(state=SessionState.CONFIRMED, proposal_expires_at__lte=now)
    for session_id in proposed.values_list("pk", flat=True):
        with suppress(NotPossibleNow):
            expire_proposal(session_id=session_id, now=now)
    ended = Session.objects.filter(
        state=SessionState.CONFIRMED, appointment__ends_at__lte=now - COMPLETES_AFTER
    )
    for session_id in ended.values_list("pk", flat=True):
        with suppress(NotPossibleNow):
            complete_session(session_id=session_id, by=None, now=now)


def _let_series_pass(asked_for: QuerySet[Session], now: datetime) -> None:
    """Their dates are answered, and expire, together."""
    unanswered = asked_for.filter(appointment__hold_expires_at__lte=now)
    for series_id in unanswered.order_by("series").values_list("series", flat=True).distinct():
        with suppress(NotPossibleNow):
            expire_series(series_id=series_id, now=now)
    waiting = Session.objects.filter(series=OuterRef("pk"), state__in=["requested", "proposed"])
    answered = Series.objects.filter(state=SeriesState.REQUESTED).exclude(Exists(waiting))
    for pk in answered.values_list("pk", flat=True):
        with suppress(NotPossibleNow):
            settle_series(series_id=pk, now=now)


@jobs.task(name=ANNOUNCE_AGREED, queue="sessions", retry=RetryStrategy(max_attempts=10, exponential_wait=3))
def announce_what_was_agreed(session_id: str) -> None:
    """Tell calendars and people of a session that needed no answer; running it twice tells nobody twice."""
    announce_agreed(session_id=UUID(session_id), now=clock.now())


@jobs.task(name=INVITE_BY_MAIL, queue="sessions", retry=RetryStrategy(max_attempts=10, exponential_wait=3))
def invite_those_whom_google_does_not(event_id: int, sequence: int) -> None:
    """Send by e-mail the invitations to an event that Google would not take; running it twice invites nobody twice."""
    invite_by_mail(event_id=event_id, sequence=sequence, now=clock.now())


@jobs.task(name=TELL_HANDED_OVER, queue="sessions", retry=RetryStrategy(max_attempts=10, exponential_wait=3))
def tell_where_an_event_went(event_id: int, sequence: int, since: str) -> None:
    """Invite and tell the people of an event that was taken out of somebody's Google; running it twice tells once."""
    at = datetime.fromisoformat(since)
    tell_handed_over(event_id=event_id, sequence=sequence, since=at, now=clock.now())


@jobs.task(name=TELL_REPLACED, queue="sessions", retry=RetryStrategy(max_attempts=10, exponential_wait=3))
def tell_of_replaced(event_id: int) -> None:
    """Take the mailed copies of an event back that Google's invitation took the place of; running it twice mails once."""
    take_back_replaced(event_id=event_id, now=clock.now())


@jobs.task(
    name=TELL_OF_CONNECTION, queue="sessions", retry=RetryStrategy(max_attempts=10, exponential_wait=3)
)
def tell_of_connection_to_google(connection_id: int, about: str, since: str) -> None:
    """Write to a person what became of their connection to Google; running it twice writes once."""
    at, kind = datetime.fromisoformat(since), MessageKind(about)
    tell_of_connection(connection_id=connection_id, about=kind, since=at, now=clock.now())


@jobs.task(name=TELL_NO_ROOM, queue="sessions", retry=RetryStrategy(max_attempts=10, exponential_wait=3))
def tell_that_there_is_no_room(event_id: int) -> None:
    """Tell the people of an event that has no video room anywhere; running it twice tells nobody twice."""
    tell_no_room(event_id=event_id, now=clock.now())


@jobs.task(name=HEED_CALENDAR, queue="sessions", retry=RetryStrategy(max_attempts=10, exponential_wait=3))
def heed_what_people_did(event_id: int) -> None:
    """Do what follows from what people did to an event in Google; running it twice does nothing twice."""
    heed_calendar(event_id=event_id, now=clock.now())


@jobs.task(name=ANSWER_TEXTS, queue="sessions", retry=RetryStrategy(max_attempts=10, exponential_wait=3))
def answer_texts_of(person_id: int) -> None:
    """Do what somebody asks for by text, and answer; running it twice answers each text once."""
    answer_texts(person_id=person_id, now=clock.now(), chance=SystemRandom().random())


@jobs.task(name=FOLLOW_CLOCK, queue="sessions")
def follow_persons_clock(person_id: int) -> None:
    """Bring what was planned for a person to the clock by which they live as they say it now."""
    follow_clock(person_id=person_id, now=clock.now())


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="mentoring.tell_the_day", queue="sessions", queueing_lock="mentoring.tell_the_day")
def tell_the_day_ahead(timestamp: int = 0) -> None:  # noqa: ARG001 -- as above
    """Whoever has several sessions on a day is told them in one message in the morning."""
    tell_the_day(now=clock.now())


@jobs.task(name=FOLLOW_REMINDERS, queue="sessions")
def follow_persons_reminders(person_id: int) -> None:
    """Bring the reminders of a person to when they want them now."""
    follow_person(person_id=person_id, now=clock.now())


@jobs.task(name=FOLLOW_PROGRAMME, queue="sessions")
def follow_programmes_reminders(programme_id: int) -> None:
    """The same for everybody in a programme."""
    follow_programme(programme_id=programme_id, now=clock.now())


@jobs.periodic(cron="* * * * *")
@jobs.task(name="mentoring.let_groups_pass", queue="sessions", queueing_lock="mentoring.let_groups_pass")
def let_groups_pass(timestamp: int = 0) -> None:  # noqa: ARG001 -- as above
    """Offered seats that nobody took go to the next who waits; group sessions that ended took place."""
    groups.let_groups_pass(now=clock.now())


@jobs.periodic(cron="* * * * *")
@jobs.task(
    name="mentoring.let_relations_pass", queue="sessions", queueing_lock="mentoring.let_relations_pass"
)
def let_relations_pass(timestamp: int = 0) -> None:  # noqa: ARG001 -- as above
    """Pairs that were offered and not answered in time close; those at half of their sessions are asked how it goes."""
    now = clock.now()
    relations.let_relations_pass(now=now)
    ask_at_half(now=now)


@jobs.periodic(cron="*/15 * * * *")
@jobs.task(name="mentoring.announce_shifts", queue="sessions", queueing_lock="mentoring.announce_shifts")
def announce_shifts_ahead(timestamp: int = 0) -> None:  # noqa: ARG001 -- as above
    """Tell whose regular hour becomes another within a week; running it twice tells nobody twice."""
    announce_shifts(now=clock.now())


@jobs.task(name="mentoring.replan_since_tzdata", queue="sessions")
def replan_since_tzdata() -> None:
    """Follow new rules of time zones; each worker asks for it when it starts. Nothing to do where none are new."""
    replan_if_rules_changed(now=clock.now())


@jobs.task(name=SOLVE_CYCLE, queue="pairing", retry=RetryStrategy(max_attempts=3, exponential_wait=3))
def solve_cycle(run_id: int) -> None:
    """Work a pairing out and keep it if it is still wanted; running it twice keeps one answer."""
    work_out(run_id=run_id, now=clock.now())


@jobs.task(
    name=relations.CAME_TO_NOTHING, queue="pairing", retry=RetryStrategy(max_attempts=10, exponential_wait=3)
)
def offer_the_next(relation_id: str) -> None:
    """Offer the next in a startup's line for a pair that came to nothing; running it twice offers one."""
    offer_alternative(relation_id=UUID(relation_id), now=clock.now())


@jobs.task(name=ASK_EVERYBODY, queue="pairing", retry=RetryStrategy(max_attempts=10, exponential_wait=3))
def ask_everybody_in_a_cycle(cycle_id: int) -> None:
    """Ask both sides whom they want; running it twice asks nobody twice."""
    ask_everybody(cycle_id=cycle_id, now=clock.now())


@jobs.periodic(cron="*/10 * * * *")
@jobs.task(name="mentoring.remind_of_cycles", queue="pairing", queueing_lock="mentoring.remind_of_cycles")
def remind_of_cycles(timestamp: int = 0) -> None:  # noqa: ARG001 -- as above
    """Remind those who have not said whom they want; running it twice reminds nobody twice."""
    remind_before_due(now=clock.now())


@jobs.periodic(cron="* * * * *")
@jobs.task(name="mentoring.read_replies", queue="sessions", queueing_lock="mentoring.read_replies")
def read_replies(timestamp: int = 0) -> None:  # noqa: ARG001 -- as above
    """Take in the answers to invitations that came by mail; nothing to do where no folder is set up for them."""
    try:
        take_all_replies()
    except RepliesAway as away:  # a volume or a server that is away: the next minute tries again
        log.error("The folder of replies cannot be read: %s", away)


@jobs.periodic(cron="41 3 * * *")
@jobs.task(name="mentoring.forget_replies", queue="sessions", queueing_lock="mentoring.forget_replies")
def forget_old_replies(timestamp: int = 0) -> None:  # noqa: ARG001 -- as above
    """Which mails were read is known for a while only."""
    forget_replies(now=clock.now())
