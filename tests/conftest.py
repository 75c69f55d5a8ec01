"""What every test may ask for; people and sessions come from `tests.factories`."""

import os
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings as properties

from tests.emptying import empty_tables
from tests.migrated_database import MIGRATED
from tests.running_demo import PREPARED, RunningDemo, untouched_demo

TransactionTestCase._fixture_teardown = empty_tables  # type: ignore[attr-defined]  # not in the stubs

# Properties try the same examples in every run, so that a run that fails fails again, here and in CI.
# HYPOTHESIS_PROFILE=search tries others each time, and remembers those that failed.
properties.register_profile("same", derandomize=True, print_blob=True)
properties.register_profile("search", derandomize=False, print_blob=True)
properties.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# Where the tests are of which those of one file look at one demo.
SHARE_A_DEMO = ("tests/browser/", "tests/faults/test_vendors_away.py", "tests/faults/test_launcher.py")


def pytest_configure(config: pytest.Config) -> None:
    """The processes of pytest-xdist inherit the folder in which one of them prepares the demo for all."""
    if PREPARED not in os.environ:
        folder = TemporaryDirectory(prefix="meridian-demo-")
        config.add_cleanup(folder.cleanup)
        os.environ[PREPARED] = folder.name


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Django's own migrating then finds nothing to do. Where DATABASE_URL names a server, it does it all."""
    if migrated := os.environ.get(MIGRATED):
        connections.settings["default"]["TEST"]["TEMPLATE"] = migrated


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Where several processes share the tests out, those that look at one demo stay in one, in their order.

    The marker `xdist_group` would say so, but pytest-xdist 3.8 loses it with pytest 9.2.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
        def _split_scope(self, nodeid: str) -> str:
            return nodeid.partition("::")[0] if nodeid.startswith(SHARE_A_DEMO) else nodeid

    return Scheduling(config, log)


@pytest.fixture(scope="module")
def demo() -> Iterator[RunningDemo]:
    """One whole Meridian for all tests of a file that look at it from outside. Its time only moves forward, and
    nobody meets at the end of December: another file begins anew."""
    with untouched_demo() as demo:
        yield demo
