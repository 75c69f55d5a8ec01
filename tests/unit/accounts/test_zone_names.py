"""Every name that the tz database ever had, by its own list."""

from datetime import UTC, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from accounts.zone_names import UnknownZone, current_name, current_names, former_names
from intake import places

LINES = resources.files("tzdata.zoneinfo").joinpath("tzdata.zi").read_text(encoding="utf-8").splitlines()
LINKS = sorted(line.split()[2] for line in LINES if line.startswith("L "))
# Every week from 2024 to 2030, so that each change of daylight saving lies between two of them.
WEEKS = [datetime(2024, 1, 3, 12, tzinfo=UTC) + timedelta(weeks=week) for week in range(7 * 52)]


def test_the_list_is_the_whole_list() -> None:
    assert len(LINKS) > 200
    assert {"Asia/Calcutta", "US/Pacific", "Asia/Saigon", "Europe/Kiev", "ROK", "Navajo"} <= set(LINKS)


@pytest.mark.parametrize("name", LINKS)
def test_every_linked_name_is_accepted_as_a_current_one_with_the_same_clock(name: str) -> None:
    current = current_name(name)
    assert current in current_names()
    assert [week.astimezone(ZoneInfo(name)).utcoffset() for week in WEEKS] == [
        week.astimezone(ZoneInfo(current)).utcoffset() for week in WEEKS
    ]


@pytest.mark.parametrize("name", sorted(current_names()))
def test_a_current_name_stays_in_any_case(name: str) -> None:
    spellings = [name, name.lower(), name.upper(), f" {name.replace('_', ' ')} "]
    assert {current_name(spelling) for spelling in spellings} == {name}


@pytest.mark.parametrize(
    ("former", "current"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Pacific", "America/Los_Angeles"),
        ("PST8PDT", "America/Los_Angeles"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Iceland", "Atlantic/Reykjavik"),  # tzdata ties it to Abidjan, in another country
        ("Etc/UCT", "UTC"),
    ],
)
def test_a_former_name_is_that_of_the_same_place(former: str, current: str) -> None:
    assert current_name(former) == current


@pytest.mark.parametrize(
    "name",
    [
        "UTC+9",
        "utc-08:00",
        "GMT+5:30",
        "+09:00",
        "-0800",
        "Etc/GMT+8",
        "KST-9",
        "<+09>-9",
        "EST5EDT,M3.2.0,M11.1.0",
    ],
)
def test_an_offset_is_not_a_place(name: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        current_name(name)
    assert refused.value.code == "fixed_offset"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Mars/Olympus",
        "../etc/passwd",
        "Asia",
        "Factory",
        "localtime",
        "right/UTC",
        "posix/ROK",
        "서울",
        "KST",
    ],
)
def test_a_name_that_no_zone_ever_had_is_unknown(name: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        current_name(name)
    assert refused.value.code == "unknown_zone"


def test_a_sheet_knows_the_same_names_but_for_abbreviations() -> None:
    by_place = {old: new for old, new in former_names().items() if "/" in old and not old.startswith("Etc/")}
    assert {old: places.time_zone(old) for old in by_place} == by_place
