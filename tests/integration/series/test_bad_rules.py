"""Rules that mean nothing or too much are refused at once, by the field that is wrong, before anything is searched."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from mentoring.models import Series
from tests.integration.series.conftest import booked, post

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


@pytest.mark.parametrize("address", ["preview/", ""])
@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"rule": {"frequency": "weekly", "count": 0}}, "count", "not_positive"),
        ({"rule": {"frequency": "weekly", "count": -1}}, "count", "not_positive"),
        ({"rule": {"frequency": "weekly", "count": 10_000}}, "count", "too_many"),
        ({"rule": {"frequency": "weekly", "count": 10**18}}, "count", "too_many"),
        ({"rule": {"frequency": "weekly"}}, "count", "count_or_until"),
        ({"rule": {"frequency": "weekly", "count": 2, "until_on": "2026-12-01"}}, "count", "count_or_until"),
        ({"rule": {"frequency": "weekly", "until_on": "2026-10-01"}}, "until_on", "ends_before_start"),
        ({"rule": {"frequency": "weekly", "until_on": "2099-01-01"}}, "until_on", "too_many"),
        ({"rule": {"frequency": "weekly", "until_on": "9999-12-31"}}, "rule.until_on", "out_of_range"),
        ({"rule": {"frequency": "weekly", "every": 52, "count": 104}}, "count", "too_long"),
        ({"rule": {"frequency": "weekly", "every": 10_000, "count": 2}}, "every", "too_far_apart"),
        ({"rule": {"frequency": "weekly", "every": 0, "count": 2}}, "every", "not_positive"),
        ({"rule": {"frequency": "weekly", "weekdays": [1] * 500, "count": 2}}, "rule.weekdays", "max_length"),
        ({"rule": {"frequency": "weekly", "weekdays": [7], "count": 2}}, "weekdays", "bad_weekday"),
        ({"rule": {"frequency": "daily", "count": 2}}, "rule.frequency", "invalid_choice"),
        ({"starts_on": "0001-01-01"}, "starts_on", "out_of_range"),
        ({"starts_on": "9999-12-31"}, "starts_on", "out_of_range"),
        ({"starts_on": "2099-10-20"}, "count", "too_long"),
    ],
)
def test_it_is_refused_by_its_field(
    client: APIClient, asked: Body, address: str, change: Body, field: str, code: str
) -> None:
    with CaptureQueriesContext(connection) as seen:
        answer = post(client, address, {**asked, **change})
    assert answer.status_code == 400, answer.json()
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]
    assert not any("agenda_commitment" in row["sql"] for row in seen.captured_queries)
    assert Series.objects.count() == 0


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [("0001-01-01T00:00:00Z", "out_of_range"), ("9999-12-31T23:59:59Z", "out_of_range")],
)
def test_another_start_at_the_end_of_time_is_refused_by_its_field(
    client: APIClient, asked: Body, starts_at: str, code: str
) -> None:
    chosen = [{"on": "2026-10-20", "starts_at": starts_at}]
    answer = post(client, "", {**asked, "chosen": chosen})
    assert answer.status_code == 400, answer.json()
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [
        ("chosen.0.starts_at", code)
    ]
    assert Series.objects.count() == 0


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [("0001-01-01T00:00:00Z", "out_of_range"), ("9999-12-31T23:59:59Z", "out_of_range")],
)
def test_a_date_is_not_moved_to_the_end_of_time(
    client: APIClient, asked: Body, starts_at: str, code: str
) -> None:
    series = booked(client, asked)
    body = {"which": "this", "on": "2026-10-20", "starts_at": starts_at, "reason": "", "version": 1}
    answer = post(client, f"{series['id']}/move/", body)
    assert answer.status_code == 400, answer.json()
    assert ("starts_at", code) in [(error["field"], error["code"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize("count", [0, 105, 10_000])
def test_an_extension_beyond_measure_is_refused(client: APIClient, asked: Body, count: int) -> None:
    series = booked(client, asked)
    answer = post(client, f"{series['id']}/extend/", {"count": count, "version": series["version"]})
    assert answer.status_code == 400


def test_the_longest_series_is_planned_in_as_many_statements_as_the_shortest(
    client: APIClient, asked: Body
) -> None:
    def statements(count: int) -> int:
        body = {**asked, "rule": {"frequency": "weekly", "every": 1, "count": count}}
        with CaptureQueriesContext(connection) as seen:
            assert post(client, "preview/", body).status_code == 200
        return len(seen)

    assert statements(1) == statements(104)
