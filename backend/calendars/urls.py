from django.urls import URLPattern, path

from calendars.api.choosing import GoogleCalendarsView, RefreshGoogleCalendarsView
from calendars.api.connecting import (
    GoogleConnectionView,
    GoogleConnectView,
    GoogleDisconnectView,
    GoogleMendView,
    google_callback,
)
from calendars.api.coordination import CalendarConnectionsView, ReadCalendarsAgainView
from calendars.api.hub import HubConnectView, HubDisconnectView, HubOrganiserView, HubResumeView
from calendars.feeds import CalendarFeedView
from calendars.google import PUSH_PATH
from calendars.webhooks import google_push

urlpatterns: list[URLPattern] = [
    path("api/me/google/", GoogleConnectionView.as_view()),
    path("api/me/google/connect/", GoogleConnectView.as_view()),
    path("api/me/google/disconnect/", GoogleDisconnectView.as_view()),
    path("api/me/google/mend/", GoogleMendView.as_view()),
    path("api/calendar-connections/", CalendarConnectionsView.as_view()),
    path("api/calendar-connections/<int:person_id>/read/", ReadCalendarsAgainView.as_view()),
    path("api/me/google/calendars/", GoogleCalendarsView.as_view()),
    path("api/me/google/calendars/refresh/", RefreshGoogleCalendarsView.as_view()),
    path("api/hub/google/", HubOrganiserView.as_view()),
    path("api/hub/google/connect/", HubConnectView.as_view()),
    path("api/hub/google/disconnect/", HubDisconnectView.as_view()),
    path("api/hub/google/resume/", HubResumeView.as_view()),
    path("api/me/calendar-feed/", CalendarFeedView.as_view()),
    path(PUSH_PATH.lstrip("/"), google_push),
    path("oauth/google/callback/", google_callback),
]
