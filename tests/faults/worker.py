"""`python -m tests.faults.worker`: the worker as it is, with one task more."""

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command
    from procrastinate.contrib.django import app as jobs

    jobs.task(name="tests.leave_a_mark")(leave_a_mark)
    call_command("work", *sys.argv[1:])


def leave_a_mark(mark: str, lock: int) -> None:
    """Wait for the advisory lock, then leave an audit row."""
    from django.db import connection, transaction

    import clock
    from audit.operations import record

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
        record("test", mark, "mark", by=None, now=clock.now())


if __name__ == "__main__":
    main()
