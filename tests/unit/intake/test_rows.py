import io
from collections.abc import Sequence

from intake.columns import COLUMNS
from intake.comparison import Held, compare
from intake.csv_files import read_sheet
from intake.fields import topic_names
from intake.report import Change, RowReport
from intake.rows import PersonCells, Row, read_rows, repeated_people

TOPICS = topic_names([("tax", "세무", "Tax"), ("pricing", "가격 책정", "Pricing")])


def rows(text: str) -> tuple[Row, ...]:
    return read_rows(read_sheet("a.csv", io.BytesIO(text.encode())), TOPICS)


def problems(row: Row | RowReport) -> list[tuple[str, str]]:
    return [(problem.column, problem.code) for problem in row.problems]


def between(*files: Sequence[Row]) -> dict[tuple[int, int], str]:
    found = repeated_people([(f"{index}.csv", file) for index, file in enumerate(files)])
    return {place: problem.code for place, problem in found.items()}


def test_everything_wrong_with_a_line_is_told_at_once() -> None:
    (row,) = rows(
        "expert_name,email,phone,country,time_zone,kind,topics,languages,weekly_hours,max_per_day\n"
        ",nobody,123,KR,Mars,friend,poetry,,noon,0"
    )
    assert problems(row) == [
        ("time_zone", "time_zone_unknown"),
        ("email", "email_invalid"),
        ("expert_name", "cell_empty"),
        ("phone", "phone_invalid"),
        ("kind", "choice_unknown"),
        ("topics", "topic_unknown"),
        ("languages", "cell_empty"),
        ("weekly_hours", "hours_unreadable"),
        ("max_per_day", "number_out_of_range"),
    ]


def test_a_ragged_line_is_told_as_ragged_and_nothing_else() -> None:
    (row,) = rows("coordinator_name,email,phone\na,nobody")
    assert problems(row) == [("", "row_ragged")]


def test_a_korean_country_gives_zone_and_language_and_the_american_one_neither_zone() -> None:
    korean, american = rows("coordinator_name,email,country\na,a@hub.example,KR\nb,b@hub.example,US")
    assert korean.person == PersonCells("a@hub.example", "a", "", "KR", "ko", "Asia/Seoul")
    assert american.person == PersonCells("b@hub.example", "b", "", "US", "en", "")
    assert problems(compare(american, Held())) == [("time_zone", "time_zone_needed")]


def test_an_address_may_stand_once_over_all_files_in_any_case() -> None:
    first = rows("coordinator_name,email\na,a@hub.example\nb,A@hub.example")
    second = rows("contact_name,email,organisation,languages\na,a@HUB.example,Naver,ko")
    assert between(first, second) == {(0, 3): "email_repeated", (1, 2): "email_repeated"}


def test_the_same_file_given_twice_at_once_repeats_each_address() -> None:
    file = rows("coordinator_name,email\na,a@hub.example")
    assert between(file, file) == {(1, 2): "email_repeated"}
    assert repeated_people([("a.csv", file), ("a.csv", file)]).keys() == {(1, 2)}


def test_members_of_one_startup_must_agree_about_it() -> None:
    file = rows(
        "startup_ko,startup_en,stage,founder_name,email\n"
        "가람,Garam,seed,a,a@garam.example\n"
        "가람,Garam,시드,b,b@garam.example\n"
        "가람,Garam,idea,c,c@garam.example\n"
    )
    assert between(file) == {(0, 4): "startup_disagrees"}


def test_a_column_that_is_left_out_or_assumed_changes_nothing() -> None:
    (row,) = rows("coordinator_name,email,country\nA,a@hub.example,KR")
    held = Held(
        PersonCells("a@hub.example", "A", "+821001234567", "KR", "en", "America/New_York"), "coordinator"
    )
    assert compare(row, held) == RowReport(2, "same", "A")


def test_an_empty_cell_clears_what_may_be_empty_and_keeps_the_zone() -> None:
    (row,) = rows("coordinator_name,email,phone,time_zone\nB,a@hub.example,,")
    held = Held(
        PersonCells("a@hub.example", "A", "+821001234567", "US", "en", "America/New_York"), "coordinator"
    )
    assert compare(row, held) == RowReport(
        2, "change", "B", (Change("coordinator_name", "A", "B"), Change("phone", "+821001234567", ""))
    )


def test_a_file_gives_nobody_another_role() -> None:
    (row,) = rows("coordinator_name,email\nA,a@hub.example")
    held = Held(PersonCells("a@hub.example", "A", "", "", "ko", "Asia/Seoul"), "mentor")
    assert problems(compare(row, held)) == [("email", "email_has_other_role")]


def test_no_two_columns_of_a_kind_share_a_heading() -> None:
    for columns in COLUMNS.values():
        assert len({column.korean for column in columns}) == len(columns)
