from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from config import health
from config.api import InstallationView
from config.client import client, framed_client
from config.feeds import PersonalFeedView
from mentoring.feeds import ProgrammeFeedFileView
from networking.in_calendars.api import EventFeedFileView

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("_allauth/", include("allauth.headless.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
    path("api/installation/", InstallationView.as_view()),
    path("api/", include("accounts.urls")),
    path("api/", include("directory.urls")),
    path("api/", include("agenda.urls")),
    path("api/", include("mentoring.urls")),
    path("api/", include("networking.urls")),
    path("api/", include("intake.urls")),
    path("feeds/<str:token>.ics", PersonalFeedView.as_view()),
    path("feeds/programmes/<str:token>.ics", ProgrammeFeedFileView.as_view()),
    path("feeds/events/<str:token>.ics", EventFeedFileView.as_view()),
    path("", include("calendars.urls")),
    path("", include("messaging.urls")),
    *([path("api/demo/", include("demo.urls"))] if "demo" in settings.INSTALLED_APPS else []),
    re_path(r"^embed/", framed_client),
    re_path(r"^(?!api/|feeds/|static/|webhooks/|oauth/|_allauth/).*$", client),
]
