from agenda.api.calendar import OwnCalendarView
from agenda.api.dates import OverridesView, OverrideView, TimeOffsView, TimeOffView, TravelsView, TravelView
from agenda.api.holidays import HolidaysView
from agenda.api.reading import OwnReadingView
from agenda.api.weekly_hours import SchedulesView, WeeklyHoursView

__all__ = [
    "HolidaysView",
    "OverrideView",
    "OverridesView",
    "OwnCalendarView",
    "OwnReadingView",
    "SchedulesView",
    "TimeOffView",
    "TimeOffsView",
    "TravelView",
    "TravelsView",
    "WeeklyHoursView",
]
