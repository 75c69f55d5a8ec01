"""What time does to events by itself: offers run out and move on, registration closes; and plans worked out."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as jobs

import clock
from calendars.queueing import PUT_IN_CALENDAR
from networking.events.turning import let_events_pass
from networking.in_calendars.in_google import put_in_calendars
from networking.plans.new_rules import replan_events
from networking.plans.working import SOLVE_PLAN, work_out


@jobs.periodic(cron="* * * * *")
@jobs.task(name="networking.let_time_pass", queue="sessions", queueing_lock="networking.let_time_pass")
def let_time_pass(timestamp: int = 0) -> None:  # noqa: ARG001 -- the scheduler's; ours is the clock that counts
    """Move every event on whose time has come; running it twice changes nothing more."""
    let_events_pass(now=clock.now())


@jobs.task(name=SOLVE_PLAN, queue="pairing", retry=RetryStrategy(max_attempts=4, wait=5))
def solve_plan(plan_id: int) -> None:
    """Work a plan out; one that died is taken up again."""
    work_out(plan_id=plan_id, now=clock.now())


@jobs.task(name=PUT_IN_CALENDAR, queue="sessions", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def put_in_calendar(event_id: int | None = None, person_id: int | None = None) -> None:
    """Say what guests' own calendars at Google are to show; writing it there are jobs of their own."""
    put_in_calendars(event_id=event_id, person_id=person_id, now=clock.now())


@jobs.task(name="networking.replan_since_tzdata", queue="sessions")
def replan_since_tzdata() -> None:
    """Have the meetings of events follow new rules of time zones; each worker asks for it when it starts."""
    replan_events(now=clock.now())
