from django.urls import path, register_converter

from agenda import api
from agenda.converters import DateConverter

register_converter(DateConverter, "date")

urlpatterns = [
    path("agenda/weekly-hours/", api.WeeklyHoursView.as_view()),
    path("agenda/schedules/", api.SchedulesView.as_view()),
    path("agenda/overrides/", api.OverridesView.as_view()),
    path("agenda/overrides/<date:on>/", api.OverrideView.as_view()),
    path("agenda/time-off/", api.TimeOffsView.as_view()),
    path("agenda/time-off/<int:time_off_id>/", api.TimeOffView.as_view()),
    path("agenda/travel/", api.TravelsView.as_view()),
    path("agenda/travel/<int:travel_id>/", api.TravelView.as_view()),
    path("agenda/holidays/", api.HolidaysView.as_view()),
    path("agenda/calendar-reading/", api.OwnReadingView.as_view()),
    path("agenda/calendar/", api.OwnCalendarView.as_view()),
]
