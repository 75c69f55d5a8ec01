from django.urls import path

from networking.day.api.check_ins import CheckInsView, CheckInView, TicketView

urlpatterns = [
    path("event-desk/<slug:slug>/check-ins/", CheckInsView.as_view()),
    path("event-desk/<slug:slug>/check-ins/<int:registration_id>/", CheckInView.as_view()),
    path("tickets/<str:code>/", TicketView.as_view()),
]
