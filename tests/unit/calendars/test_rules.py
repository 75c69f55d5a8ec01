import re
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from calendars.rules import FIRST_PAUSE, LONGEST_PAUSE, google_event_id, pause_before

ID = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")


def test_the_first_id_is_the_appointments_own() -> None:
    assert google_event_id(ID, 0) == "0f8fad5bd9cb469fa16570867728950e"
    assert google_event_id(ID, 2) == "0f8fad5bd9cb469fa16570867728950eg2"


@given(st.uuids(), st.integers(0, 32_767))
def test_every_id_is_one_that_google_takes(appointment: UUID, generation: int) -> None:
    assert re.fullmatch(r"[a-v0-9]{5,64}", google_event_id(appointment, generation))


@given(st.uuids(), st.uuids(), st.integers(0, 99), st.integers(0, 99))
def test_no_two_events_share_an_id(one: UUID, other: UUID, first: int, second: int) -> None:
    same = google_event_id(one, first) == google_event_id(other, second)
    assert same == ((one, first) == (other, second))


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_a_pause_stays_between_its_half_and_its_whole(attempt: int, chance: float) -> None:
    whole = pause_before(attempt, 1.0)
    assert FIRST_PAUSE <= whole / 2 <= pause_before(attempt, chance) <= whole <= LONGEST_PAUSE


def test_pauses_double_until_ten_minutes() -> None:
    wholes = [pause_before(attempt, 1.0) for attempt in (1, 2, 3, 9, 10, 11)]
    assert wholes == [timedelta(seconds=seconds) for seconds in (2, 4, 8, 512, 600, 600)]
