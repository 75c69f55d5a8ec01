"""Public holidays are named in the reader's language, also those that the library does not translate."""

import re
from datetime import date

from agenda.holidays_of import holidays_of_year


def test_american_holidays_have_korean_names() -> None:
    for year in range(2000, 2101):
        names = set(holidays_of_year("US", year, "ko").values())
        assert [name for name in names if re.search("[A-Za-z]", name)] == []


def test_a_holiday_kept_on_another_day_says_so() -> None:
    korean = holidays_of_year("US", 2027, "ko")
    assert korean[date(2027, 7, 4)] == "미국 독립기념일"
    assert korean[date(2027, 7, 5)] == "미국 독립기념일 대체 휴일"
    english = holidays_of_year("US", 2027, "en")
    assert english[date(2027, 7, 5)] == "Independence Day (observed)"
    assert korean.keys() == english.keys()
