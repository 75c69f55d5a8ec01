from django.urls import path

from networking.booking.api import desk, guests

OWN, LINKED = "events/<slug:slug>/bookings/", "guests/<str:token>/bookings/"

urlpatterns = [
    path(OWN, guests.OwnBookingsView.as_view()),
    path(f"{OWN}<int:booking_id>/take/", guests.OwnBookingTakeView.as_view()),
    path(f"{OWN}<int:booking_id>/decline/", guests.OwnBookingDeclineView.as_view()),
    path(f"{OWN}<int:booking_id>/withdraw/", guests.OwnBookingWithdrawView.as_view()),
    path(LINKED, guests.LinkedBookingsView.as_view()),
    path(f"{LINKED}<int:booking_id>/take/", guests.LinkedBookingTakeView.as_view()),
    path(f"{LINKED}<int:booking_id>/decline/", guests.LinkedBookingDeclineView.as_view()),
    path(f"{LINKED}<int:booking_id>/withdraw/", guests.LinkedBookingWithdrawView.as_view()),
    path("event-desk/<slug:slug>/bookings/", desk.BookingsDeskView.as_view()),
    path("event-desk/<slug:slug>/bookings/<int:booking_id>/call-off/", desk.CallBookingOffView.as_view()),
]
