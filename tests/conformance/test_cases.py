"""The engines against the project's copies of the cases, and against the shared ones where present."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.runner import KINDS, cases_of, run_file

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared" / "conformance"
OWN = Path(__file__).with_name("cases")
OWN_CASES = OWN / "slots.json"
EVERY_OWN_CASE = [
    pytest.param(kind, case, id=f"{kind} {case['name']}")
    for file in sorted(OWN.glob("*.json"))
    for kind, cases in [cases_of(file)]
    for case in cases
]


@pytest.mark.parametrize(("kind", "case"), EVERY_OWN_CASE)
def test_a_case_of_the_project_comes_out_as_expected(kind: str, case: dict[str, object]) -> None:
    assert KINDS[kind](case) is None


# Forums whose calmest plan takes the planner longer than its time, or is not found at all: `make bench` prints them.
HARD = {
    f"{name}.original.json"
    for name in (
        "forum-13crafb",
        "forum-13crafc",
        "ticf-13crafa",
        "ticf-13crafb",
        "ticf-13crafc",
    )
}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("folder", ["slots", "workloads", "pairing", "rounds"])
def test_every_shared_case_comes_out_as_expected(folder: str) -> None:
    files = sorted(file for file in (SHARED / folder).glob("*.json") if file.name not in HARD)
    if not files:
        pytest.skip(f"no shared cases here: {SHARED / folder} is not part of a clone")
    verdicts = [verdict for file in files for verdict in run_file(file)]
    assert {verdict.case: verdict.difference for verdict in verdicts if verdict.difference} == {}


UNREADABLE: dict[str, dict[str, object]] = {
    "no instant": {"now": "tomorrow"},
    "an instant of no zone": {"window": ["2024-01-01T00:00:00", "2024-01-02T00:00:00"]},
    "no zone": {"people": [{"id": "m", "time_zone": None}]},
    "no date": {
        "people": [{"id": "m", "time_zone": "UTC", "overrides": [{"on": "2024-02-30", "hours": []}]}]
    },
    "no hour": {
        "people": [
            {"id": "m", "time_zone": "UTC", "weekly": [{"days": ["mo"], "from": "09:75", "to": "12:00"}]}
        ]
    },
}


@pytest.mark.parametrize("broken", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_refused_and_what_is_left_out_is_as_usual(broken: dict[str, object]) -> None:
    case: dict[str, object] = {
        "now": "2024-01-01T00:00:00Z",
        "window": ["2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"],
        "people": [
            {"id": "m", "time_zone": "UTC", "weekly": [{"days": ["mo"], "from": "09:00", "to": "12:00"}]}
        ],
    }
    assert KINDS["slots"]({**case, "expect": {"count": 3}}) is None
    assert KINDS["slots"]({**case, **broken, "expect": {"error": True}}) is None


def run(*names: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.conformance", *map(str, names)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_runner_counts_what_passed() -> None:
    count = len(cases_of(OWN_CASES)[1])
    assert run(OWN_CASES) == (0, f"{count} passed, 0 failed\n", "")


def test_the_runner_names_a_failing_case_with_expected_and_actual(tmp_path: Path) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(
        '{"kind": "slots", "cases": [{"name": "closed", "now": "2024-01-01T00:00:00Z",'
        ' "window": ["2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"], "session": {},'
        ' "people": [{"id": "m", "time_zone": "UTC"}], "mode": "all", "expect": {"count": 3}}]}'
    )
    assert run(file) == (
        1,
        f'{file}: closed: expected {{"count": 3}}, actual {{"count": 0}}\n0 passed, 1 failed\n',
        "",
    )


def test_the_runner_refuses_a_kind_it_has_no_engine_for(tmp_path: Path) -> None:
    file = tmp_path / "tables.json"
    file.write_text('{"kind": "tables", "cases": []}')
    code, out, error = run(file)
    assert (code, out) == (2, "")
    assert error == f"{file}: unknown kind 'tables', known: pairing, rounds, slots\n"
