"""What answers a question takes, what a state fixes, and who may do what."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.programmes.rules import (
    CHECKS,
    Asked,
    fault_in,
    fixed_among,
    is_storable,
    may_apply_at,
    open_to_expert,
    open_to_startup,
)

ASKED = [
    Asked("text", is_required=True),
    Asked("one", is_required=True, options=["a", "b"]),
    Asked("many", is_required=True, options=["a", "b"]),
    Asked("scale", is_required=True, scale=(1, 5)),
    Asked("link", is_required=True),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@pytest.mark.parametrize(
    ("kind", "value", "fault"),
    [
        ("text", "Prices", ""),
        ("text", "  ", "required"),
        ("text", "x" * 4001, "too_long"),
        ("text", 5, "not_a_text"),
        ("text", "a\0b", "not_a_text"),
        ("one", "a", ""),
        ("one", "c", "not_an_option"),
        ("one", ["a"], "not_an_option"),
        ("many", ["b", "a"], ""),
        ("many", ["a", "a"], "not_an_option"),
        ("many", "a", "not_an_option"),
        ("many", [], "required"),
        ("scale", 5, ""),
        ("scale", 0, "not_on_the_scale"),
        ("scale", True, "not_on_the_scale"),
        ("scale", 2.5, "not_on_the_scale"),
        ("link", "https://hub.example/deck.pdf", ""),
        ("link", "javascript:alert(1)", "not_an_address"),
        ("link", "hub.example", "not_an_address"),
        ("link", "https://hub.example/" + "x" * 500, "too_long"),
        ("scale", None, "required"),
    ],
)
def test_each_kind_of_question_takes_its_own_answers(kind: str, value: Any, fault: str) -> None:
    (asked,) = [one for one in ASKED if one.kind == kind]
    assert fault_in(asked, value) == fault


def test_there_is_a_check_for_every_kind() -> None:
    assert set(CHECKS) == {asked.kind for asked in ASKED}


@given(st.sampled_from(ASKED), JSON)
def test_no_answer_whatever_it_is_breaks_the_check_and_none_that_is_taken_is_empty(
    asked: Asked, value: Any
) -> None:
    fault = fault_in(asked, value)
    assert fault or value not in (None, "", [])
    optional = Asked(asked.kind, is_required=False, options=asked.options, scale=asked.scale)
    assert fault_in(optional, None) == ""


@given(st.text())
def test_what_can_be_stored_can_be_written_as_utf_8(text: str) -> None:
    assert is_storable(text) == ("\0" not in text and not any(0xD800 <= ord(one) < 0xE000 for one in text))


def test_at_the_deadline_itself_it_is_too_late() -> None:
    until = datetime(2026, 12, 1, tzinfo=UTC)
    moments = [until - timedelta(microseconds=1), until, until + timedelta(seconds=1)]
    assert [may_apply_at(moment, until) for moment in moments] == [True, False, False]
    assert may_apply_at(until, None)


def test_of_a_closed_programme_everything_is_fixed_and_of_a_draft_its_address() -> None:
    fields = ["name_en", "slug", "pairing", "joining"]
    assert fixed_among("closed", fields) == sorted(fields)
    assert fixed_among("draft", fields) == ["slug"]
    assert fixed_among("open", fields) == ["joining", "slug"]
    assert fixed_among("running", fields) == ["joining", "pairing", "slug"]


@pytest.mark.parametrize(
    ("place", "application", "deeds"),
    [
        ("", "", ["apply"]),
        ("", "draft", ["apply"]),
        ("", "submitted", ["withdraw"]),
        ("", "waitlisted", ["withdraw"]),
        ("", "declined", []),
        ("invited", "", ["answer", "apply"]),
        ("joined", "accepted", ["leave"]),
        ("left", "withdrawn", ["apply"]),
    ],
)
def test_what_a_startup_may_do_follows_from_its_place_and_its_application(
    place: str, application: str, deeds: list[str]
) -> None:
    assert open_to_startup(place, application, may_apply=True) == deeds
    late = [deed for deed in deeds if deed != "apply"]
    assert open_to_startup(place, application, may_apply=False) == late


def test_an_expert_gives_where_they_are_invited_or_all_are_taken() -> None:
    assert open_to_expert("", takes_all=True) == ["give"]
    assert open_to_expert("", takes_all=False) == open_to_expert("declined", takes_all=False) == []
    assert open_to_expert("invited", takes_all=False) == ["answer", "give"]
    assert open_to_expert("joined", takes_all=False) == ["give", "leave"]
