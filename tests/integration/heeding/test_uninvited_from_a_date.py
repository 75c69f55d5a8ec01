"""Somebody takes a guest out of one date of a series in Google: they keep their invitation to it."""

from datetime import datetime

import pytest
from django.utils.dateparse import parse_date

from accounts.models import Person
from audit.models import AuditEntry
from calendars.models import CalendarEdit
from directory.models import Expert
from mentoring.models import CalendarEdits, Programme
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, writes
from tests.integration.heeding.stage import client, sync, work
from tests.integration.heeding.test_regular import dates, founder, instance, kinds, mentor, series

__all__ = ["founder", "mentor", "series"]

pytestmark = pytest.mark.django_db(transaction=True)


def guests(google: GoogleEmulatorHandle, key: str) -> list[str]:
    """Of a date that stands by itself, who is invited in the mentor's calendar."""
    (row,) = [row for row in at_google(google, MENTOR_AT_GOOGLE) if row["id"] == key]
    return [guest["email"] for guest in row.get("attendees", [])]


def patches(google: GoogleEmulatorHandle) -> int:
    return len([method for method, status in writes(google) if method == "PATCH" and status == 200])


@pytest.mark.parametrize("policy", CalendarEdits)
def test_who_is_taken_out_of_one_date_is_invited_to_it_again_by_one_write(
    google: GoogleEmulatorHandle, series: str, founder: Person, mentor: Expert, policy: str
) -> None:
    Programme.objects.update(calendar_edits=policy)
    key, before = instance(series, 1), patches(google)
    for _ in range(2):  # and once more, if they do it once more
        google.act(MENTOR_AT_GOOGLE, key, "uninvite", guest=FOUNDER_AT_GOOGLE)
        assert guests(google, key) == []
        sync(4)
        before += 1
        assert (guests(google, key), patches(google)) == ([FOUNDER_AT_GOOGLE], before)
    edits = CalendarEdit.objects.values_list("kind", "on", "guest", "is_heeded")
    assert list(edits) == [("uninvited", parse_date("2026-12-08"), founder.pk, True)] * 2
    lines = AuditEntry.objects.filter(action="calendar.uninvited_by_hand")
    assert [(line.actor, line.subject_id) for line in lines] == [
        (mentor.person, str(dates(series)[1].pk))
    ] * 2
    assert AuditEntry.objects.filter(action="session.invited_again").count() == 2
    assert (kinds(founder), kinds(mentor.person)) == ([], [])


def test_a_write_of_another_date_that_meets_it_first_invites_them_again(
    google: GoogleEmulatorHandle, series: str, founder: Person
) -> None:
    google.act(MENTOR_AT_GOOGLE, instance(series, 1), "uninvite", guest=FOUNDER_AT_GOOGLE)
    session = dates(series)[2]
    url = f"/api/sessions/{session.pk}/reschedule/"
    body = {"starts_at": "2026-12-17T01:30:00Z", "reason": "Travel", "version": 1}
    assert client(founder).post(url, body, format="json").status_code == 200
    work()
    assert guests(google, instance(series, 1)) == [FOUNDER_AT_GOOGLE]
    sync(2)
    assert CalendarEdit.objects.filter(kind="uninvited").count() == 1


def test_a_guest_whom_people_invited_to_one_date_may_go_again(
    google: GoogleEmulatorHandle, series: str
) -> None:
    key = instance(series, 1)
    google.act(MENTOR_AT_GOOGLE, key, "invite", guest="colleague@gmail.example")
    sync()
    google.act(MENTOR_AT_GOOGLE, key, "uninvite", guest="colleague@gmail.example")
    sync(2)
    assert (guests(google, key), CalendarEdit.objects.count()) == ([FOUNDER_AT_GOOGLE], 0)


def test_who_is_taken_out_of_the_whole_series_is_invited_to_all_of_it_again(
    google: GoogleEmulatorHandle, series: str, monday: datetime
) -> None:
    master = instance(series, 1).partition("_")[0]
    google.act(MENTOR_AT_GOOGLE, master, "uninvite", guest=FOUNDER_AT_GOOGLE)
    sync(3)
    (row,) = [row for row in at_google(google, MENTOR_AT_GOOGLE) if row["id"] == master]
    assert [guest["email"] for guest in row["attendees"]] == [FOUNDER_AT_GOOGLE]
    assert list(CalendarEdit.objects.values_list("kind", "on")) == [("uninvited", None)]
