from django.urls import URLPattern, path

from calendars.api import GoogleConnectionView, GoogleConnectView, GoogleDisconnectView, google_callback
from calendars.feeds import CalendarFeedView

urlpatterns: list[URLPattern] = [
    path("api/me/google/", GoogleConnectionView.as_view()),
    path("api/me/google/connect/", GoogleConnectView.as_view()),
    path("api/me/google/disconnect/", GoogleDisconnectView.as_view()),
    path("api/me/calendar-feed/", CalendarFeedView.as_view()),
    path("oauth/google/callback/", google_callback),
]
