import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate import App
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.django_connector import DjangoConnector

import queueing
from config.jobs import take_up_stalled
from messaging.sender import Sender


class Command(BaseCommand):
    help = "Run a worker and its sender: every queue and what is due, until SIGTERM or Ctrl-C, which let running jobs end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time (default: 4)")
        parser.add_argument("--until-idle", action="store_true", help="end when no job is left")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        # New rules of time zones come with a new release, and that starts its workers.
        queueing.defer("mentoring.replan_since_tzdata", queue="sessions")
        queueing.defer("networking.replan_since_tzdata", queue="sessions")
        assert isinstance(jobs.connector, DjangoConnector)  # noqa: S101 -- for the type checker
        with jobs.replace_connector(jobs.connector.get_worker_connector()) as app:
            if options["until_idle"]:
                asyncio.run(_work(app, options["concurrency"], until_idle=True))
            else:
                _work_and_send(app, options["concurrency"])


def _work_and_send(app: App, concurrency: int) -> None:
    sender = Sender()
    sender.start()
    try:
        asyncio.run(_work(app, concurrency, until_idle=False))
    finally:
        sender.stop()


async def _work(app: App, concurrency: int, *, until_idle: bool) -> None:
    async with app.open_async():
        # The periodic job would see to it within a minute; after a crash nobody wants to wait for that.
        await take_up_stalled(app)
        await app.run_worker_async(
            concurrency=concurrency,
            wait=not until_idle,
            fetch_job_polling_interval=2,
            shutdown_graceful_timeout=8,
        )
