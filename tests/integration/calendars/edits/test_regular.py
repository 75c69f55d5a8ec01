"""What people do in Google to a recurring event of ours, date by date."""

from datetime import date, timedelta

import pytest

from calendars import operations
from calendars.models import CalendarAnswer, CalendarEdit, CalendarEvent, ReadCalendar
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.edits.reading import Reader, heeds, sync
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    a_connected_pair,
    write,
    writes,
)
from tests.integration.calendars.regular import ALL, ASeries, shown

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def series(google: GoogleEmulatorHandle) -> ASeries:
    return ASeries(a_connected_pair(google))


@pytest.fixture
def event(series: ASeries) -> CalendarEvent:
    event = series.plan()
    write(event)
    return event


@pytest.fixture
def readers(series: ASeries, event: CalendarEvent) -> list[Reader]:
    both = [Reader(series.pair.founder), Reader(series.pair.mentor)]
    sync(*both)
    return both


def instance(series: ASeries, number: int) -> str:
    return f"{series.pk.hex}_{series.pattern.span_on(series.dates[number]).starts_at:%Y%m%dT%H%M%SZ}"


def edits(event: CalendarEvent) -> list[tuple[date | None, str, str]]:
    rows = CalendarEdit.objects.filter(event=event).order_by("pk")
    return list(rows.values_list("on", "kind", "state"))


def test_a_series_as_we_wrote_it_is_nothing_new(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent, readers: list[Reader]
) -> None:
    series.move(series.dates[1], timedelta(hours=1))
    del series.standing[series.dates[3]]
    write(series.plan())
    before = writes(google)
    for _ in range(5):
        readers[0].token = None
        sync(*readers)
    assert (edits(event), heeds(), writes(google)) == ([], 0, before)


def test_one_date_that_was_moved_is_noticed_alone_and_once(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent, readers: list[Reader]
) -> None:
    # After 14 March, when the clocks change; moved to before it.
    google.act(FOUNDER_AT_GOOGLE, instance(series, 3), "move", starts_at="2027-03-12T00:00:00+00:00")
    sync(*readers)
    sync(*readers)
    assert edits(event) == [(series.dates[3], "moved", "new")]
    assert heeds() == 1


def test_a_moved_date_stays_while_another_is_written_and_goes_back_when_it_is_decided(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, instance(series, 0), "move", starts_at="2027-02-24T02:00:00+00:00")
    sync(*readers)
    series.move(series.dates[1], timedelta(hours=1))
    write(series.plan())
    assert shown(series.pair) == ["02-24 02:00", "03-03 01:00", *ALL[2:]]
    for edit in operations.edits_to_heed(event.pk):
        operations.settle_edit(edit)
    write(series.plan())
    assert shown(series.pair) == [ALL[0], "03-03 01:00", *ALL[2:]]
    sync(*readers)
    assert edits(event) == [(series.dates[0], "moved", "settled")]


def test_a_date_that_was_moved_while_we_move_it_is_kept(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent
) -> None:
    google.act(FOUNDER_AT_GOOGLE, instance(series, 0), "move", starts_at="2027-02-24T02:00:00+00:00")
    series.move(series.dates[0], timedelta(hours=1))
    write(series.plan())
    assert shown(series.pair) == ["02-24 02:00", *ALL[1:]]
    assert edits(event) == [(series.dates[0], "moved", "new")]


def test_a_date_that_is_moved_again_while_the_series_waits_to_be_written_is_noticed(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, instance(series, 0), "move", starts_at="2027-02-24T01:00:00+00:00")
    sync(*readers)
    series.move(series.dates[0], timedelta(hours=1))  # as they made it
    for edit in operations.edits_to_heed(event.pk):
        operations.settle_edit(edit)
    series.plan()
    google.act(FOUNDER_AT_GOOGLE, instance(series, 0), "move", starts_at="2027-02-24T05:00:00+00:00")
    sync(*readers)

    write(series.plan())

    sync(*readers)
    moved = series.dates[0], "moved"
    assert edits(event) == [(*moved, "settled"), (*moved, "new")]


def test_one_date_that_was_deleted_is_noticed_alone_and_may_come_back(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, instance(series, 1), "delete")
    sync(*readers)
    assert edits(event) == [(series.dates[1], "deleted", "new")]
    assert CalendarAnswer.objects.count() == 0
    for edit in operations.edits_to_heed(event.pk):
        operations.settle_edit(edit)
    write(series.plan())
    assert shown(series.pair) == ALL


def test_this_and_following_that_were_deleted_are_these_dates(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, instance(series, 2), "delete_following")
    sync(*readers)
    sync(*readers)
    assert edits(event) == [(on, "deleted", "new") for on in series.dates[2:]]
    assert heeds() == 1
    write(series.plan())  # whatever else is written: they stay out until somebody has decided
    assert shown(series.pair) == ALL[:2]
    for edit in operations.edits_to_heed(event.pk):
        operations.settle_edit(edit)
    write(series.plan())
    assert shown(series.pair) == ALL


def test_a_series_that_was_deleted_is_each_of_its_dates(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    sync(*readers)
    sync(*readers)
    assert edits(event) == [(on, "deleted", "new") for on in series.dates]
    first, *others = operations.edits_to_heed(event.pk)
    operations.settle_edit(first)  # one is to be after all
    for edit in others:
        operations.ask_about(edit)
    write(series.plan())
    assert shown(series.pair) == ALL[:1]
    sync(*readers)
    assert [state for _, _, state in edits(event)] == ["settled", "asked", "asked", "asked"]


def test_a_series_that_was_moved_as_a_whole_goes_back_when_it_is_decided(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at="2027-02-24T03:00:00+00:00")
    sync(*readers)
    assert edits(event) == [(None, "moved", "new")]
    for edit in operations.edits_to_heed(event.pk):
        operations.settle_edit(edit)
    write(series.plan())
    assert shown(series.pair) == ALL
    sync(*readers)
    assert edits(event) == [(None, "moved", "settled")]


def test_a_guest_answers_for_one_date_or_for_all(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(MENTOR_AT_GOOGLE, instance(series, 1), "decline")
    sync(*readers)
    assert list(CalendarAnswer.objects.values_list("on", "answer")) == [(series.dates[1], "declined")]
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "accept")
    sync(*readers)
    assert set(CalendarAnswer.objects.values_list("on", "answer")) >= {(series.dates[1], "declined")}


@pytest.mark.parametrize(("answer", "code"), [("notFound", 404), ("deleted", 410)])
def test_g_6_a_date_that_google_seems_not_to_know_is_written_when_it_does(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent, answer: str, code: int
) -> None:
    series.move(series.dates[1], timedelta(hours=1))
    google.fault(method="PATCH", path=f"*/{instance(series, 1)}", name=answer, times=4)

    assert write(series.plan()) == "changing"
    assert write(event) is None

    patches = [status for method, status in writes(google) if method == "PATCH"]
    assert [status for status in patches if status == code] == [code] * 4
    assert shown(series.pair)[1] == "03-03 01:00"
    assert (event.state, edits(event)) == ("written", [])
    assert ReadCalendar.objects.get(connection__person=series.pair.founder).state != "gone"


def test_g_6_a_date_that_goes_while_we_move_it_is_asked_about(
    google: GoogleEmulatorHandle, series: ASeries, event: CalendarEvent
) -> None:
    google.act(FOUNDER_AT_GOOGLE, instance(series, 1), "delete")
    series.move(series.dates[1], timedelta(hours=1))

    assert write(series.plan()) is None

    assert edits(event) == [(series.dates[1], "deleted", "new")]
    assert shown(series.pair) == [ALL[0], *ALL[2:]]
