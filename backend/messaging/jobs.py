"""Background work of messages. Every job may run twice, side by side or not at all: the rows know what is due."""

from django.conf import settings
from procrastinate.contrib.django import app as jobs

import clock
from messaging.advertising.confirming import ask_again
from messaging.advertising.lapsing import lapsing_consents
from messaging.channels import INSTALLED
from messaging.operations import learn_prices, look_up_open, look_up_silent
from messaging.own_messages.operations import carry_on, forget_old, open_erasures
from messaging.sending import send_all_here, send_what_lost_its_way


@jobs.periodic(cron="* * * * *")
@jobs.task(name="messaging.send_due_now", queue="messages", queueing_lock="messaging.send_due_now")
def send_due_each_minute(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Send what has become due with time."""
    send_all_here()
    send_what_lost_its_way()


@jobs.task(name="messaging.send_due", queue="messages")
def send_due() -> None:
    """Send what somebody has just written."""
    send_all_here()


@jobs.periodic(cron="* * * * *")
@jobs.task(name="messaging.reconcile_open", queue="messages", queueing_lock="messaging.reconcile_open")
def reconcile_open(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Look up what a crash or a silence has left open."""
    look_up_open(channels=INSTALLED.channels, now=clock.now())
    look_up_silent(channels=INSTALLED.channels, now=clock.now())
    send_all_here()


@jobs.periodic(cron="*/15 * * * *")
@jobs.task(name="messaging.learn_prices", queue="messages", queueing_lock="messaging.learn_prices")
def learn_prices_of_texts(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Ask what texts have cost."""
    learn_prices(channels=INSTALLED.channels, now=clock.now())


@jobs.periodic(cron="27 * * * *")
@jobs.task(name="messaging.ask_again", queue="messages", queueing_lock="messaging.ask_again")
def ask_about_consents_again(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Ask people again about advertisements before what they agreed to ends."""
    for person_id in lapsing_consents(now=clock.now()):
        ask_again(person_id=person_id, now=clock.now())


@jobs.periodic(cron="43 * * * *")
@jobs.task(name="messaging.forget", queue="messages", queueing_lock="messaging.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
    """Erase what people asked to have erased, and what was kept for long enough."""
    for erasure in open_erasures():
        carry_on(erasure=erasure, now=clock.now())
    days = settings.ENV.message_retention_days
    while days and forget_old(days=days, now=clock.now()):
        pass
