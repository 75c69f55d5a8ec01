"""What calendars say of a series, to both sides at once: one event is shared by both."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.recurrence import shifts_on
from agenda.wall_clock import zone as clock_of
from agenda.wording import local_words, place_name
from calendars.recurring import Pattern
from mentoring.answers import series_link
from mentoring.models import Series


def series_description(series: Series, readers: Sequence[Person], pattern: Pattern) -> str:
    """The text once in each language that the readers have; the first reader's comes first. It names the clock that
    the hour is fixed on, and from when on the hour is another on the clocks that the readers live by, journeys
    included."""
    languages = list(dict.fromkeys(reader.language for reader in readers))
    return "\n\n—\n\n".join(_in(language, series, readers, pattern) for language in languages)


def series_description_for(series: Series, reader: Person, pattern: Pattern) -> str:
    """The text in the calendar of one of the two sides alone, in their language."""
    sides = [series.expert.person, series.founder]
    readers = sorted(sides, key=lambda person: person.pk != reader.pk)
    return _in(readers[0].language, series, readers, pattern)


def _in(language: str, series: Series, readers: Sequence[Person], pattern: Pattern) -> str:
    company = series.startup.name_ko if language == "ko" else series.startup.name_en
    names = f"{series.founder.name} ({company}), {series.expert.person.name}"
    with translation.override(language):
        return "\n".join(
            [
                series.programme.name_ko if language == "ko" else series.programme.name_en,
                *_hours(readers, pattern, language),
                _("With: %(names)s") % {"names": names},
                _("Goal: %(goal)s") % {"goal": series.goal},
                _("Details, notes and changes: %(link)s") % {"link": series_link(series)},
            ]
        )


def _hours(readers: Sequence[Person], pattern: Pattern, language: str) -> list[str]:
    starts = [pattern.span_on(on).starts_at for on in pattern.dates]
    hour = f"{pattern.first:%H:%M}"
    fixed = _("Every time at %(hour)s on the clock of %(city)s")
    know_journeys(readers)
    lived = {tuple(zone_of(reader, start) for start in starts): reader for reader in reversed(readers)}
    return [
        fixed % {"hour": hour, "city": _city(pattern.zone, language)},
        *(
            _hour_of(zones, starts, lived[zones], language)
            for zones in reversed(lived)
            if set(zones) != {pattern.zone}
        ),
    ]


def _hour_of(zones: Sequence[str], starts: Sequence[datetime], reader: Person, language: str) -> str:
    """ "Seoul: 08:30 · from Wed 4 Nov 09:30 Seoul"; who lives in several places is named."""
    city = _city(zones[0], language)
    whose = city if len(set(zones)) == 1 else f"{reader.name}, {city}"
    first = f"{whose}: {starts[0].astimezone(clock_of(zones[0])):%H:%M}"
    turns = [
        (start, zone)
        for start, zone, turned in zip(starts, zones, shifts_on(starts, zones), strict=True)
        if turned
    ]
    later = (_("from %(moment)s") % {"moment": local_words(start, zone, language)} for start, zone in turns)
    return " · ".join([first, *later])


def _city(zone: str, language: str) -> str:
    return "UTC" if zone == "UTC" else place_name(zone, language)
