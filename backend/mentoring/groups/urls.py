from django.urls import path

from mentoring.groups import api as groups
from mentoring.groups import coordination, files

urlpatterns = [
    path("groups/", groups.GroupsView.as_view()),
    path("groups/<uuid:group_id>/", groups.GroupView.as_view()),
    path("groups/<uuid:group_id>/join/", groups.JoinView.as_view()),
    path("groups/<uuid:group_id>/leave/", groups.LeaveView.as_view()),
    path("groups/<uuid:group_id>/take/", groups.TakeOfferView.as_view()),
    path("groups/<uuid:group_id>/decline/", groups.DeclineOfferView.as_view()),
    path("groups/<uuid:group_id>/cancel/", groups.CancelGroupView.as_view()),
    path("groups/<uuid:group_id>/remove/", coordination.RemoveFromGroupView.as_view()),
    path("groups/<uuid:group_id>/story/", coordination.GroupStoryView.as_view()),
    path("groups/<uuid:group_id>/retry/", coordination.RetryGroupView.as_view()),
    path("groups/<uuid:group_id>/invitation.ics", files.GroupInvitationView.as_view()),
    path("offers/<str:token>/", groups.OfferView.as_view()),
    path("offers/<str:token>/invitation.ics", files.OfferInvitationView.as_view()),
    path("offers/<str:token>/take/", groups.OfferTakeView.as_view()),
    path("offers/<str:token>/decline/", groups.OfferDeclineView.as_view()),
]
