from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from integrations.google_calendar import (
    AlreadyExists,
    EventChanges,
    EventDraft,
    EventRecord,
    Forbidden,
    FreeBusy,
    Gone,
    GoogleCalendar,
    Guest,
    Interval,
    NeedsConsent,
    NotFound,
    PreconditionFailed,
    SyncTokenExpired,
    Tokens,
)
from integrations.google_calendar.consent import FREEBUSY_SCOPE
from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import GUEST, HANA, MARK

NINE = datetime(2027, 1, 5, 0, tzinfo=UTC)
DRAFT = EventDraft(
    event_id="5e5510a0",
    summary="Pricing",
    description="Bring the deck",
    starts_at=NINE,
    ends_at=NINE + timedelta(hours=1),
    time_zone="Asia/Seoul",
    guests=(Guest(MARK, "Mark"), Guest(GUEST)),
    private={"meridian_session": "s-1"},
    wants_meet=True,
)


@pytest.fixture
def calendar(calendar_of: Callable[..., GoogleCalendar]) -> GoogleCalendar:
    return calendar_of(HANA)


@pytest.fixture
def written(calendar: GoogleCalendar) -> EventRecord:
    return calendar.insert_event(DRAFT, send_updates="all")


def test_an_event_comes_back_as_it_was_sent(
    written: EventRecord, calendar: GoogleCalendar, google: GoogleEmulatorHandle
) -> None:
    assert calendar.get_event(DRAFT.event_id) == written
    assert (written.id, written.summary, written.status) == (DRAFT.event_id, "Pricing", "confirmed")
    assert (written.starts_at, written.ends_at, written.time_zone) == (NINE, DRAFT.ends_at, "Asia/Seoul")
    assert written.guests == (Guest(MARK, "Mark"), Guest(GUEST))
    assert (written.private, written.conference) == ({"meridian_session": "s-1"}, "success")
    assert written.meet_url is not None
    assert (written.organizer_email, written.is_organizer_self) == (HANA, True)
    assert google.mails() == [(GUEST, "invitation"), (MARK, "invitation")]


def test_a_second_insert_is_told_that_it_exists(written: EventRecord, calendar: GoogleCalendar) -> None:
    with pytest.raises(AlreadyExists, match="duplicate"):
        calendar.insert_event(DRAFT, send_updates="all")


def test_a_move_leaves_answers_and_other_peoples_edits(
    written: EventRecord, calendar: GoogleCalendar, google: GoogleEmulatorHandle
) -> None:
    google.act(MARK, written.id, "accept")
    google.act(HANA, written.id, "edit", location="Room 3")
    changes = EventChanges(starts_at=NINE + timedelta(days=1), ends_at=NINE + timedelta(days=1, hours=1))
    moved = calendar.patch_event(written.id, changes, etag=None, send_updates="all")

    assert moved.starts_at == NINE + timedelta(days=1)
    assert (moved.location, moved.guests[0].response, moved.meet_url) == (
        "Room 3",
        "accepted",
        written.meet_url,
    )
    assert (moved.sequence, moved.private) == (1, written.private)


def test_a_patch_against_an_old_etag_is_refused(
    written: EventRecord, calendar: GoogleCalendar, google: GoogleEmulatorHandle
) -> None:
    google.act(HANA, written.id, "move", starts_at="2027-01-06T09:00:00+09:00")
    with pytest.raises(PreconditionFailed):
        calendar.patch_event(written.id, EventChanges(summary="Mine"), etag=written.etag, send_updates="none")

    assert calendar.get_event(written.id).summary == "Pricing"


def test_a_deleted_event_is_seen_and_can_be_restored(written: EventRecord, calendar: GoogleCalendar) -> None:
    calendar.delete_event(written.id, send_updates="all")
    with pytest.raises(Gone):
        calendar.delete_event(written.id, send_updates="all")
    assert calendar.get_event(written.id).is_cancelled

    restored = calendar.patch_event(
        written.id, EventChanges(status="confirmed"), etag=None, send_updates="all"
    )
    assert (restored.status, restored.summary) == ("confirmed", "Pricing")


def test_what_never_was_is_not_found(calendar: GoogleCalendar) -> None:
    with pytest.raises(NotFound):
        calendar.get_event("nobody00")
    with pytest.raises(NotFound):
        calendar.delete_event("nobody00", send_updates="none")


def test_a_guest_sees_their_own_answer_and_may_not_change_the_title(
    written: EventRecord, calendar_of: Callable[..., GoogleCalendar], google: GoogleEmulatorHandle
) -> None:
    google.act(MARK, written.id, "decline")
    marks = calendar_of(MARK)

    assert marks.get_event(written.id).own_response == "declined"
    with pytest.raises(Forbidden, match="forbiddenForNonOrganizer"):
        marks.patch_event(written.id, EventChanges(summary="Mine"), etag=None, send_updates="none")


def test_a_list_holds_all_pages(calendar: GoogleCalendar) -> None:
    for number in range(5):
        calendar.insert_event(replace(DRAFT, event_id=f"event{number}"), send_updates="none")
    listing = calendar.list_events(page_size=2)

    assert [event.id for event in listing.events] == [f"event{number}" for number in range(5)]
    assert listing.next_sync_token is not None


def test_a_sync_brings_moves_and_deletions(
    written: EventRecord, calendar: GoogleCalendar, google: GoogleEmulatorHandle
) -> None:
    other = calendar.insert_event(replace(DRAFT, event_id="other000"), send_updates="none")
    token = calendar.list_events().next_sync_token
    google.act(HANA, written.id, "move", starts_at="2027-01-06T09:00:00+09:00")
    google.act(HANA, other.id, "delete")
    changed = {event.id: event for event in calendar.list_events(sync_token=token).events}

    assert changed[written.id].starts_at == NINE + timedelta(days=1)
    assert (changed[other.id].is_cancelled, changed[other.id].starts_at) == (True, None)


def test_an_old_sync_token_says_so(calendar: GoogleCalendar, google: GoogleEmulatorHandle) -> None:
    token = calendar.list_events().next_sync_token
    google.order("expire-sync-tokens")

    with pytest.raises(SyncTokenExpired):
        calendar.list_events(sync_token=token)


def test_a_repair_finds_events_by_our_mark(written: EventRecord, calendar: GoogleCalendar) -> None:
    found = calendar.list_events(private_property=("meridian_session", "s-1"), time_min=NINE)
    none = calendar.list_events(private_property=("meridian_session", "s-2"))

    assert ([event.id for event in found.events], none.events) == ([written.id], ())


def test_an_unreadable_calendar_is_unknown_and_not_free(
    written: EventRecord, calendar: GoogleCalendar
) -> None:
    found = calendar.freebusy(["primary", MARK], NINE - timedelta(days=1), NINE + timedelta(days=1))

    assert found == FreeBusy({"primary": (Interval(NINE, DRAFT.ends_at),)}, {MARK: ("notFound",)})


def test_without_the_scope_consent_is_needed(
    calendar_of: Callable[..., GoogleCalendar], tokens_for: Callable[..., Tokens]
) -> None:
    calendar = calendar_of(HANA, tokens_for(HANA, granted=[FREEBUSY_SCOPE]))
    with pytest.raises(NeedsConsent, match="insufficientPermissions"):
        calendar.insert_event(DRAFT, send_updates="none")

    assert calendar.freebusy(["primary"], NINE, NINE + timedelta(days=1)).busy == {"primary": ()}


def test_an_expired_access_token_is_renewed_once_and_handed_back(
    calendar_of: Callable[..., GoogleCalendar],
    tokens_for: Callable[..., Tokens],
    google: GoogleEmulatorHandle,
) -> None:
    before = tokens_for(HANA)
    kept: list[Tokens] = []
    google.order("clock", {"advance_seconds": 3600})
    calendar = calendar_of(HANA, before, on_tokens=kept.append)
    calendar.list_events()
    calendar.list_events()

    assert kept == [calendar.tokens]
    assert calendar.tokens.access_token != before.access_token
    assert (calendar.tokens.refresh_token, calendar.tokens.email) == (before.refresh_token, HANA)


def test_a_revoked_connection_needs_consent(
    calendar_of: Callable[..., GoogleCalendar],
    tokens_for: Callable[..., Tokens],
    google: GoogleEmulatorHandle,
) -> None:
    calendar = calendar_of(HANA, tokens_for(HANA))
    google.order("revoke", {"email": HANA})

    with pytest.raises(NeedsConsent, match="invalid_grant"):
        calendar.insert_event(DRAFT, send_updates="none")


def test_without_a_refresh_token_consent_is_needed(
    calendar_of: Callable[..., GoogleCalendar],
    tokens_for: Callable[..., Tokens],
    google: GoogleEmulatorHandle,
) -> None:
    calendar = calendar_of(HANA, replace(tokens_for(HANA), refresh_token=None))
    google.order("clock", {"advance_seconds": 3600})

    with pytest.raises(NeedsConsent):
        calendar.list_events()
