from django.urls import path

from networking.after.api.guests import (
    AfterView,
    ContactView,
    FeedbackView,
    LinkAfterView,
    LinkContactView,
    LinkFeedbackView,
    LinkNoteView,
    NoteView,
)
from networking.after.api.hub import OutcomeListView, OutcomeView, ThanksView

urlpatterns = [
    path("events/<slug:slug>/after/", AfterView.as_view()),
    path("events/<slug:slug>/after/notes/<int:about_id>/", NoteView.as_view()),
    path("events/<slug:slug>/after/contacts/<int:about_id>/", ContactView.as_view()),
    path("events/<slug:slug>/after/feedback/", FeedbackView.as_view()),
    path("guests/<str:token>/after/", LinkAfterView.as_view()),
    path("guests/<str:token>/after/notes/<int:about_id>/", LinkNoteView.as_view()),
    path("guests/<str:token>/after/contacts/<int:about_id>/", LinkContactView.as_view()),
    path("guests/<str:token>/after/feedback/", LinkFeedbackView.as_view()),
    path("event-desk/<slug:slug>/outcome/", OutcomeView.as_view()),
    path("event-desk/<slug:slug>/outcome.xlsx", OutcomeListView.as_view()),
    path("event-desk/<slug:slug>/thanks/", ThanksView.as_view()),
]
