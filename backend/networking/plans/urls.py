from django.urls import path

from networking.happenings import api as happenings
from networking.plans.api import guests, hand, plans

urlpatterns = [
    path("events/<slug:slug>/agenda/", guests.OwnAgendaView.as_view()),
    path("guests/<str:token>/agenda/", guests.LinkedAgendaView.as_view()),
    path("event-desk/<slug:slug>/wall/", guests.WallView.as_view()),
    path("event-desk/<slug:slug>/walk-ins/", happenings.WalkInsView.as_view()),
    path("event-desk/<slug:slug>/happenings/", happenings.HappeningsView.as_view()),
    path(
        "event-desk/<slug:slug>/happenings/<int:happening_id>/undo/",
        happenings.UndoHappeningView.as_view(),
    ),
    path("event-desk/<slug:slug>/plans/", plans.PlansView.as_view()),
    path("event-desk/<slug:slug>/plans/rest/", plans.PlanRestView.as_view()),
    path("event-plans/<int:plan_id>/", plans.PlanView.as_view()),
    path("event-plans/<int:plan_id>/progress/", plans.PlanProgressView.as_view()),
    path("event-plans/<int:plan_id>/stop/", plans.StopPlanView.as_view()),
    path("event-plans/<int:plan_id>/copy/", plans.CopyPlanView.as_view()),
    path("event-plans/<int:plan_id>/publish/", plans.PublishPlanView.as_view()),
    path("event-plans/<int:plan_id>/against/<int:before_id>/", plans.PlanDifferenceView.as_view()),
    path("event-plans/<int:plan_id>/pins/", hand.PinMeetingsView.as_view()),
    path("event-plans/<int:plan_id>/meetings/", hand.NewMeetingView.as_view()),
    path("event-plans/<int:plan_id>/meetings/<int:meeting_id>/clashes/", hand.MeetingClashesView.as_view()),
    path("event-plans/<int:plan_id>/meetings/<int:meeting_id>/", hand.MeetingView.as_view()),
]
