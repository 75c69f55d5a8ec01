from django.urls import path

from mentoring.threads import api

urlpatterns = [
    path("sessions/<uuid:session_id>/thread/", api.SessionThreadView.as_view()),
    path("threads/", api.ThreadsView.as_view()),
    path("stray-texts/", api.StrayTextsView.as_view()),
]
