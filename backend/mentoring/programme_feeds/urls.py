from django.urls import path

from mentoring.programme_feeds.api import ProgrammeFeedsView, ProgrammeFeedView

urlpatterns = [
    path("me/programme-feeds/", ProgrammeFeedsView.as_view()),
    path("me/programme-feeds/<slug:slug>/", ProgrammeFeedView.as_view()),
]
