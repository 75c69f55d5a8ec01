from collections.abc import Callable, Mapping

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import fields, places
from intake.cells import BadCell
from intake.weekly_hours import WeeklyRange, format_weekly_hours, parse_weekly_hours


def refusal(read: Callable[[], object]) -> tuple[str, Mapping[str, str | int]]:
    with pytest.raises(BadCell) as bad:
        read()
    return bad.value.code, bad.value.parameters


@pytest.mark.parametrize(
    ("written", "country", "e164"),
    [
        ("010-0123-4567", "KR", "+821001234567"),
        ("01001234567", "KR", "+821001234567"),
        ("1001234567", "KR", "+821001234567"),  # the spreadsheet took the number for a number
        ("010 0123 4567", "KR", "+821001234567"),
        ("010.0123.4567", "KR", "+821001234567"),
        ("+82 10-0123-4567", None, "+821001234567"),
        ("+82 (0)10-0123-4567", "US", "+821001234567"),
        ("０１０-０１２３-４５６７", "KR", "+821001234567"),
        ("001-1-415-555-0123", "KR", "+14155550123"),
        ("02-555-1234", "KR", "+8225551234"),
        ("(415) 555-0123", "US", "+14155550123"),
        ("415.555.0123", "US", "+14155550123"),
        ("1-415-555-0123", "US", "+14155550123"),
        ("+1 415 555 0123", "KR", "+14155550123"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("", "KR", ""),
    ],
)
def test_a_phone_number_in_any_form_becomes_e164(written: str, country: str | None, e164: str) -> None:
    assert fields.phone(written, country) == e164


@pytest.mark.parametrize(
    ("written", "country", "code"),
    [
        ("8.21001E+11", "KR", "phone_damaged"),
        ("010-0123-4567", None, "phone_needs_country"),
        ("+999 123 456", None, "phone_invalid"),
        ("010-0123", "KR", "phone_invalid"),
        ("none", None, "phone_invalid"),
        ("02-555-1234 ext 12", "KR", "phone_has_extension"),
    ],
)
def test_what_is_no_phone_number_is_refused_with_its_reason(
    written: str, country: str | None, code: str
) -> None:
    assert refusal(lambda: fields.phone(written, country)) == (code, {"value": written})


@given(st.integers(0, 99_999_999))
def test_every_form_of_a_korean_mobile_number_is_one_number(number: int) -> None:
    parsed = phonenumbers.parse(f"+8210{number:08d}")
    forms = (phonenumbers.PhoneNumberFormat.NATIONAL, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    told = {fields.phone(phonenumbers.format_number(parsed, form), "KR") for form in forms}
    assert told == {f"+8210{number:08d}"}


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Asia/Seoul", "Asia/Seoul"),
        ("asia/seoul", "Asia/Seoul"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("ROK", "Asia/Seoul"),
        ("Japan", "Asia/Tokyo"),
        ("America/Los Angeles", "America/Los_Angeles"),
        ("UTC", "UTC"),
        ("seoul", "Asia/Seoul"),
        ("서울", "Asia/Seoul"),
        ("San Francisco, CA", "America/Los_Angeles"),
        ("palo  alto", "America/Los_Angeles"),
        ("팔로알토", "America/Los_Angeles"),
        ("Berlin", "Europe/Berlin"),
        ("Sao Paulo", "America/Sao_Paulo"),
    ],
)
def test_a_zone_is_known_by_iana_name_old_or_new_and_by_city(written: str, zone: str) -> None:
    assert places.time_zone(written) == zone


@pytest.mark.parametrize("written", ["EST", "EST5EDT", "PST8PDT", "GMT+9", "Etc/GMT+8", "+09:00", "Xyzzy"])
def test_offsets_and_unknown_places_are_no_zones(written: str) -> None:
    assert refusal(lambda: places.time_zone(written)) == ("time_zone_unknown", {"value": written})


def test_a_misspelt_city_is_answered_with_the_likely_zone() -> None:
    expected = ("time_zone_unknown_close", {"value": "Soeul", "close": "Asia/Seoul"})
    assert refusal(lambda: places.time_zone("Soeul")) == expected


@pytest.mark.parametrize("written", ["KR", "kr", "South Korea", "korea", "한국", "대한민국"])
def test_a_country_is_known_by_code_and_by_name_in_both_languages(written: str) -> None:
    assert places.country(written) == "KR"


def test_an_unknown_country_is_refused() -> None:
    assert refusal(lambda: places.country("Atlantis")) == ("country_unknown", {"value": "Atlantis"})


@pytest.mark.parametrize("written", ["ko; en", "English, Korean", "영어|한국어", "en\nko", "KO;en;ko"])
def test_languages_are_told_in_one_order(written: str) -> None:
    assert fields.languages(written) == ("en", "ko")


def test_topics_are_known_by_slug_and_by_name_in_both_languages() -> None:
    known = fields.topic_names([("ip-patents", "특허·지식재산", "IP and patents"), ("tax", "세무", "Tax")])
    assert fields.topics("Tax; 특허·지식재산; tax", known) == ("ip-patents", "tax")
    assert refusal(lambda: fields.topics("tax; poetry", known)) == ("topic_unknown", {"value": "poetry"})


@pytest.mark.parametrize("written", ["A.B+c@Hub.Example", " a.b+c@hub.example ", "mailto:a.b+c@hub.example"])
def test_an_address_is_kept_in_lower_case(written: str) -> None:
    assert fields.email(written) == "a.b+c@hub.example"


@pytest.mark.parametrize(
    "written",
    ["", "a", "a@b", "a@@b.example", "a b@c.example", ".a@b.example", "a@-b.example", "가@b.example",
     "A <a@b.example>", "a@b.example,c@d.example", f"{'a' * 65}@b.example", "a@b.example\nBcc: c@d.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused(written: str) -> None:
    assert refusal(lambda: fields.email(written)) == ("email_invalid", {"value": written})


def test_numbers_have_bounds_and_survive_a_spreadsheet() -> None:
    assert fields.whole_number("24.0", least=0, most=48) == 24
    assert refusal(lambda: fields.whole_number("1.5", least=0, most=48))[0] == "number_invalid"
    assert refusal(lambda: fields.whole_number("-1", least=0, most=48))[0] == "number_out_of_range"


def test_a_control_character_is_refused_and_a_line_end_kept() -> None:
    assert fields.text("a\nb", most=10) == "a\nb"
    assert refusal(lambda: fields.text("a\x07b", most=10)) == ("text_has_control_character", {})
    assert refusal(lambda: fields.text("abc", most=2)) == ("text_too_long", {"most": 2, "found": 3})


def test_weekly_hours_are_read_as_people_write_them() -> None:
    expected = (WeeklyRange(0, 960, 1140), WeeklyRange(1, 540, 720))
    for written in (
        "mon 16:00-19:00; tue 09:00-12:00",
        "Tuesday 9:00 – 12:00;Monday 16:00~19:00;",
        "월 16:00-19:00; 화요일 09:00-12:00",
    ):
        assert parse_weekly_hours(written) == expected


def test_days_may_be_joined() -> None:
    assert format_weekly_hours(parse_weekly_hours("월-수,금 10:00-12:00")) == (
        "mon 10:00-12:00; tue 10:00-12:00; wed 10:00-12:00; fri 10:00-12:00"
    )


@pytest.mark.parametrize(
    ("written", "code", "value"),
    [
        ("mon", "hours_unreadable", "mon"),
        ("mon 16-19", "hours_unreadable", "mon 16-19"),
        ("moon 16:00-19:00", "hours_unreadable", "moon 16:00-19:00"),
        ("fri-mon 16:00-19:00", "hours_unreadable", "fri-mon 16:00-19:00"),
        ("mon 16:00-24:30", "hours_unreadable", "mon 16:00-24:30"),
        ("mon 16:60-19:00", "hours_unreadable", "mon 16:60-19:00"),
        ("mon 22:00-02:00", "hours_backwards", "mon 22:00-02:00"),
        ("mon 22:00-22:00", "hours_backwards", "mon 22:00-22:00"),
        ("mon 16:00-19:00; mon 18:00-20:00", "hours_overlap", "mon 16:00-19:00; mon 18:00-20:00"),
    ],
)
def test_hours_that_mean_nothing_are_refused(written: str, code: str, value: str) -> None:
    assert refusal(lambda: parse_weekly_hours(written)) == (code, {"value": value})


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 60)), max_size=8))
def test_written_hours_are_read_back_the_same(drawn: list[tuple[int, int, int]]) -> None:
    # One range an hour at most, so that none overlap.
    hours = {(day, hour): minutes for day, hour, minutes in drawn}
    ranges = tuple(sorted(WeeklyRange(day, hour * 60, hour * 60 + m) for (day, hour), m in hours.items()))
    assert parse_weekly_hours(format_weekly_hours(ranges)) == ranges
