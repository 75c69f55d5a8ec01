from django.urls import path

from networking.follow_ups.api import guests

urlpatterns = [
    path("events/<slug:slug>/follow-ups/", guests.OwnFollowUpsView.as_view()),
    path("events/<slug:slug>/follow-ups/<int:follow_up_id>/answer/", guests.OwnFollowUpAnswerView.as_view()),
    path("events/<slug:slug>/follow-up-starts/<int:about_id>/", guests.OwnFollowUpStartsView.as_view()),
    path("guests/<str:token>/follow-ups/", guests.LinkedFollowUpsView.as_view()),
    path(
        "guests/<str:token>/follow-ups/<int:follow_up_id>/answer/", guests.LinkedFollowUpAnswerView.as_view()
    ),
    path("guests/<str:token>/follow-up-starts/<int:about_id>/", guests.LinkedFollowUpStartsView.as_view()),
]
