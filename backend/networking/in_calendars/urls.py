from django.urls import path

from networking.in_calendars import api

urlpatterns = [
    path("events/<slug:slug>/calendar/", api.OwnEventCalendarView.as_view()),
    path("events/<slug:slug>/calendar/feed/", api.OwnEventFeedView.as_view()),
    path("events/<slug:slug>/event.ics", api.EventFileView.as_view()),
    path("guests/<str:token>/calendar/", api.LinkedEventCalendarView.as_view()),
    path("guests/<str:token>/calendar/feed/", api.LinkedEventFeedView.as_view()),
    path("guests/<str:token>/event.ics", api.LinkedEventFileView.as_view()),
]
