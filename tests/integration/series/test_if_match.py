"""A change of a series is bound to what was seen: ETag and If-Match, as for sessions."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from directory.models import Expert
from tests.factories.hub import a_programme
from tests.integration.series.conftest import booked, sign_in, starts

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


def post(client: APIClient, series: Body, deed: str, if_match: str, **body: object) -> Any:
    return client.post(f"/api/series/{series['id']}/{deed}/", body, format="json", HTTP_IF_MATCH=if_match)


@pytest.fixture
def series(client: APIClient, asked: Body) -> Body:
    return booked(client, asked)


def test_every_change_gives_the_series_another_etag(client: APIClient, series: Body) -> None:
    seen = client.get(f"/api/series/{series['id']}/")["ETag"]
    skipped = post(client, series, "skip", seen, on="2026-11-03", reason="Trade fair")
    assert (seen, skipped.status_code, skipped["ETag"]) == ('"1"', 200, '"2"')
    assert client.get(f"/api/series/{series['id']}/")["ETag"] == '"2"'


def test_a_change_of_what_has_changed_meanwhile_is_refused_and_tells_what(
    client: APIClient, series: Body, mentor: Expert
) -> None:
    expert = sign_in(mentor.person)
    moved = {"which": "this", "on": "2026-11-03", "starts_at": "2026-11-05T01:00:00Z", "reason": "Flight"}
    assert post(expert, series, "move", '"1"', **moved).status_code == 200
    assert post(expert, series, "end", '"2"', from_on="2026-12-01", reason="Sabbatical").status_code == 200
    refused = post(client, series, "end", '"1"', reason="Goal reached")
    assert (refused.status_code, refused.json()["code"], refused.json()["etag"]) == (
        412,
        "changed_meanwhile",
        '"3"',
    )
    changed = {row["field"]: (row["before"], row["after"]) for row in refused.json()["changed"]}
    assert changed == {
        "dates.2026-11-03": (
            {"starts_at": "2026-11-04T00:30:00Z", "state": "confirmed"},
            {"starts_at": "2026-11-05T01:00:00Z", "state": "confirmed"},
        ),
        "dates.2026-12-01": (
            {"starts_at": "2026-12-02T00:30:00Z", "state": "confirmed"},
            {"starts_at": "2026-12-02T00:30:00Z", "state": "cancelled"},
        ),
        "state": ("active", "ended"),
        "count": (4, 3),
    }
    assert len(starts(client.get(f"/api/series/{series['id']}/").json())) == 3


@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("skip", {"on": "2026-11-03", "reason": "Fair"}),
        (
            "move",
            {"which": "this", "on": "2026-11-03", "starts_at": "2026-11-05T01:00:00Z", "reason": "Fair"},
        ),
        (
            "move",
            {
                "which": "following",
                "on": "2026-11-03",
                "starts_on": "2026-11-04",
                "starts_time": "17:00",
                "reason": "Job",
            },
        ),
        ("end", {"reason": "Enough"}),
        ("extend", {"count": 1}),
    ],
)
def test_every_deed_heeds_it(client: APIClient, series: Body, deed: str, body: Body) -> None:
    assert post(client, series, deed, '"7"', **body).status_code == 412
    assert post(client, series, deed, 'W/"1"', **body).status_code == 412
    assert post(client, series, deed, "1", **body).json()["code"] == "if_match_malformed"
    assert post(client, series, deed, '"1"', **body).status_code == 200


@pytest.mark.parametrize("deed", ["accept", "decline"])
def test_answers_heed_it(client: APIClient, asked: Body, mentor: Expert, deed: str) -> None:
    series = booked(client, {**asked, "programme": a_programme().slug})
    assert post(sign_in(mentor.person), series, deed, '"2"').status_code == 412
    assert post(sign_in(mentor.person), series, deed, '"1"').status_code == 200


@pytest.mark.parametrize(("deed", "body"), [("end", {"reason": "Enough"}), ("extend", {"count": 1})])
def test_what_changes_the_whole_names_the_version_one_way_or_the_other(
    client: APIClient, series: Body, deed: str, body: Body
) -> None:
    answer = client.post(f"/api/series/{series['id']}/{deed}/", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "version_missing")
