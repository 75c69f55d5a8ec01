"""Public holidays of a country, as the `holidays` library knows them (national ones, no regions)."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

from agenda.holiday_names import in_korean

# The library names a language by its own code and answers in the country's own where it has no other.
LANGUAGES = {"ko": "ko", "en": "en_US"}


def is_known(country: str) -> bool:
    """Whether there are holidays for that ISO 3166-1 code."""
    return country in holidays.list_supported_countries()


@lru_cache(maxsize=1024)
def holidays_between(country: str, first: date, last: date, language: str = "en") -> Mapping[date, str]:
    """The public holidays from `first` to `last`, both included, with their names; none for an unknown country."""
    return {
        on: name
        for year in range(first.year, last.year + 1)
        for on, name in _holidays_in(country, year, language).items()
        if first <= on <= last
    }


def holidays_of_year(country: str, year: int, language: str) -> Mapping[date, str]:
    """The public holidays of a year, ascending, named in `language` ("ko", "en") if the library speaks it."""
    return _holidays_in(country, year, language)


@lru_cache(maxsize=512)
def _holidays_in(country: str, year: int, language: str) -> Mapping[date, str]:
    if not country or not is_known(country):
        return {}
    spoken = holidays.country_holidays(country).supported_languages
    wanted = LANGUAGES[language]
    found = holidays.country_holidays(country, years=year, language=wanted if wanted in spoken else None)
    is_american_in_korean = country == "US" and language == "ko"
    return {on: in_korean(name) if is_american_in_korean else name for on, name in sorted(found.items())}
