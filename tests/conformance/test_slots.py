"""The engine of free starts against the project's copy of the cases, and against the shared ones where present."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.runner import cases_of
from tests.conformance.slots import difference

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared" / "conformance"
OWN_CASES = Path(__file__).with_name("cases") / "slots.json"


@pytest.mark.parametrize("case", cases_of(OWN_CASES)[1], ids=lambda case: str(case["name"]))
def test_a_case_of_the_project_comes_out_as_expected(case: dict[str, object]) -> None:
    assert difference(case) is None


@pytest.mark.parametrize("folder", ["slots", "workloads"])
def test_every_shared_case_comes_out_as_expected(folder: str) -> None:
    files = sorted((SHARED / folder).glob("*.json"))
    if not files:
        pytest.skip(f"no shared cases here: {SHARED / folder} is not part of a clone")
    cases = [case for file in files for case in cases_of(file)[1]]
    assert {case["name"]: found for case in cases if (found := difference(case))} == {}


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
    assert error == f"{file}: unknown kind 'tables', known: slots\n"
