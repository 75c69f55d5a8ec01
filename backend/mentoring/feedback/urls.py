from django.urls import path

from mentoring.feedback import api

urlpatterns = [
    path("sessions/<uuid:session_id>/feedback/", api.OwnFeedbackView.as_view()),
    path("programme-desk/<slug:slug>/feedback/", api.ProgrammeFeedbackView.as_view()),
    path("programme-desk/<slug:slug>/feedback/export.csv", api.FeedbackExportView.as_view()),
]
