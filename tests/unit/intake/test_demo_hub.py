from collections import Counter
from pathlib import Path

import phonenumbers

from intake.csv_files import read_sheet
from intake.fields import topic_names
from intake.places import time_zone
from intake.rows import Row, read_rows, repeated_people
from intake.topics import read_topics
from tests.data.generate_demo_hub import HUB, write_demo_hub

FILES = ("startups.csv", "mentors.csv", "consultants.csv", "contacts.csv", "coordinators.csv")


def rows_of(name: str) -> tuple[Row, ...]:
    with (HUB / "topics.csv").open("rb") as topics, (HUB / name).open("rb") as file:
        return read_rows(read_sheet(name, file), topic_names(read_topics(topics)))


def test_the_files_are_what_the_generator_writes_byte_for_byte(tmp_path: Path) -> None:
    write_demo_hub(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == {
        name: (HUB / name).read_bytes() for name in FILES
    }


def test_every_row_can_be_read_and_nobody_stands_twice() -> None:
    files = [(name, rows_of(name)) for name in FILES]
    assert [problem for _, rows in files for row in rows for problem in row.problems] == []
    assert repeated_people(files) == {}


def test_the_hub_has_the_people_it_should_have() -> None:
    startups = {row.startup.name_ko for row in rows_of("startups.csv") if row.startup}
    assert [len(startups), *(len(rows_of(name)) for name in FILES[1:])] == [80, 30, 12, 40, 4]


def test_each_encoding_that_korean_excel_writes_is_among_the_files() -> None:
    assert not is_utf8((HUB / "startups.csv").read_bytes())
    assert (HUB / "consultants.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_nobody_can_be_reached() -> None:
    people = [row.person for name in FILES for row in rows_of(name)]
    assert {person.email.rsplit(".", 1)[1] for person in people} == {"example"}
    numbers = [person.phone for person in people if person.phone]
    assert len(set(numbers)) == len(numbers)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in numbers)
    assert all(
        number.startswith("+82100") or (number.startswith("+1") and number[5:10] == "55501")
        for number in numbers
    )


def test_most_mentors_are_free_in_californias_late_afternoon() -> None:
    hours = [one for row in rows_of("mentors.csv") for one in row.hours]
    late = [one for one in hours if one.starts_minute >= 15 * 60 and one.ends_minute <= 21 * 60]
    assert len(late) > 0.8 * len(hours)
    assert {row.person.time_zone for row in rows_of("mentors.csv")} == {time_zone("Palo Alto")}


def test_every_topic_that_startups_need_is_known_to_two_experts() -> None:
    needed = {slug for row in rows_of("startups.csv") if row.startup for slug in row.startup.needs}
    known = Counter(
        slug
        for name in ("mentors.csv", "consultants.csv")
        for row in rows_of(name)
        if row.expert
        for slug in row.expert.topics
    )
    assert {slug for slug in needed if known[slug] < 2} == set()
