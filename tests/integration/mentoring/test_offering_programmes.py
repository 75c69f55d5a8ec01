"""Programmes opened and changed by the command of the hub's operator."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEntry
from mentoring.models import Programme
from tests.factories.hub import a_programme

pytestmark = pytest.mark.django_db


def offer(*options: str) -> str:
    told = StringIO()
    call_command("offer_programme", "localization", *options, stdout=told)
    return told.getvalue()


def opened() -> Programme:
    return Programme.objects.get(slug="localization")


NEW = ("--name-ko", "현지화", "--name-en", "Localization", "--expert-kind", "mentor")


def test_a_new_programme_has_what_is_given_and_else_what_is_usual() -> None:
    assert offer(*NEW, "--session-minutes", "45") == "localization: Localization / 현지화\n"
    assert (opened().session_minutes, opened().notice_hours, opened().approval) == (45, 24, "expert")
    assert opened().kind == "mentoring"
    offer("--kind", "consulting")
    assert opened().kind == "consulting"


def test_only_what_is_given_changes() -> None:
    a_programme(
        slug="localization",
        summary_en="Mentors in California",
        approval="automatic",
        overrides_by="experts",
        calendar_edits="do",
        session_minutes=45,
        reschedule_cutoff_hours=48,
        max_moves=2,
        quota_per_month=3,
        cycle_from_on=date(2026, 9, 1),
        cycle_until_on=date(2027, 2, 28),
    )
    before = Programme.objects.values().get()
    offer("--notice-hours", "12")
    assert Programme.objects.values().get() == before | {"notice_hours": 12}
    assert AuditEntry.objects.get(action="programme.offered").details["new"] is False


def test_none_takes_a_limit_or_a_date_away() -> None:
    a_programme(
        slug="localization",
        max_moves=2,
        quota_per_month=3,
        cycle_from_on=date(2026, 9, 1),
        cycle_until_on=date(2027, 2, 28),
    )
    offer("--quota-per-month", "none", "--max-moves", "none")
    offer("--cycle-from-on", "none", "--cycle-until-on", "none")
    found = opened()
    assert (found.quota_per_month, found.max_moves, found.cycle_from_on, found.cycle_until_on) == (None,) * 4


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--quota-per-month", "0"), "0 is no whole number from 1 on; say none for none"),
        (("--quota-per-cycle", "few"), "few is no whole number from 1 on"),
        (("--session-minutes", "-5"), "-5 is no whole number from 0 on"),
        (("--cycle-from-on", "soon"), "say none for none"),
        (("--cycle-from-on", "2026-09-01"), "programme_cycle_has_two_ends_in_order"),
        (("--reschedule-cutoff-hours", "700"), "programme_cutoffs_are_four_weeks_at_most"),
        (("--session-minutes", "0"), "programme_minutes_are_positive"),
    ],
)
def test_what_means_nothing_is_told_and_nothing_changes(options: tuple[str, str], told: str) -> None:
    a_programme(slug="localization")
    before = Programme.objects.values().get()
    with pytest.raises(CommandError, match=told):
        offer(*options)
    assert Programme.objects.values().get() == before


def test_a_new_programme_needs_its_names_and_whose_time_it_is() -> None:
    with pytest.raises(CommandError, match="needs --name-ko, --expert-kind"):
        offer("--name-en", "Localization")
    assert Programme.objects.count() == 0
