from django.urls import include, path

from networking.events.api import desk, public
from networking.guests.api import desk as guests
from networking.guests.api import own

urlpatterns = [
    path("", include("networking.day.urls")),
    path("", include("networking.after.urls")),
    path("", include("networking.papers.urls")),
    path("", include("networking.floors.urls")),
    path("", include("networking.in_calendars.urls")),
    path("", include("networking.follow_ups.urls")),
    path("", include("networking.booking.urls")),
    path("events/", public.EventsView.as_view()),
    path("events/<slug:slug>/", public.EventView.as_view()),
    path("events/<slug:slug>/registration/", own.OwnRegistrationView.as_view()),
    path("events/<slug:slug>/registration/cancel/", own.OwnCancelView.as_view()),
    path("events/<slug:slug>/registration/take/", own.OwnTakeView.as_view()),
    path("events/<slug:slug>/registration/decline/", own.OwnDeclineView.as_view()),
    path("events/<slug:slug>/profiles/", own.OwnProfilesView.as_view()),
    path("events/<slug:slug>/wishes/<int:about_id>/", own.OwnWishView.as_view()),
    path("guests/<str:token>/", own.LinkedRegistrationView.as_view()),
    path("guests/<str:token>/cancel/", own.LinkedCancelView.as_view()),
    path("guests/<str:token>/take/", own.LinkedTakeView.as_view()),
    path("guests/<str:token>/decline/", own.LinkedDeclineView.as_view()),
    path("guests/<str:token>/profiles/", own.LinkedProfilesView.as_view()),
    path("guests/<str:token>/wishes/<int:about_id>/", own.LinkedWishView.as_view()),
    path("event-desk/", desk.EventDeskView.as_view()),
    path("event-desk/<slug:slug>/", desk.EventEditView.as_view()),
    path("event-desk/<slug:slug>/step/", desk.EventStepView.as_view()),
    path("event-desk/<slug:slug>/tables/", desk.EventTablesView.as_view()),
    path("event-desk/<slug:slug>/questions/", desk.EventQuestionsView.as_view()),
    path("event-desk/<slug:slug>/invitations/", guests.InvitationsView.as_view()),
    path("event-desk/<slug:slug>/contacts/", guests.NewContactView.as_view()),
    path("event-desk/<slug:slug>/approvals/", guests.ApprovalsView.as_view()),
    path("event-desk/<slug:slug>/registrations/", guests.RegistrationsView.as_view()),
    path("event-desk/<slug:slug>/registrations/<int:registration_id>/approve/", guests.ApproveView.as_view()),
    path("event-desk/<slug:slug>/registrations/<int:registration_id>/decline/", guests.DeclineView.as_view()),
    path("event-desk/<slug:slug>/registrations/<int:registration_id>/link/", guests.NewLinkView.as_view()),
    path("event-desk/<slug:slug>/wishes/", guests.EventWishesView.as_view()),
    path("", include("networking.plans.urls")),
]
