from django.urls import path

from mentoring.other_times.api import OtherTimeInvitationView, OtherTimeView

urlpatterns = [
    path("other-times/<str:token>/", OtherTimeView.as_view()),
    path("other-times/<str:token>/invitation.ics", OtherTimeInvitationView.as_view()),
]
