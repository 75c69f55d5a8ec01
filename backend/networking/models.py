from networking.after_models import EventFeedback, EventThanks, StayInTouch
from networking.booking.models import Booking, BookingState
from networking.calendar_models import EventFeed
from networking.day_models import CheckIn, CheckInWay
from networking.event_models import (
    BookingPolicy,
    Event,
    EventFormat,
    EventQuestion,
    EventQuestionKind,
    EventSeat,
    EventState,
    EventTable,
    GuestKind,
)
from networking.floor_models import FloorPicture
from networking.follow_models import FollowUp, FollowUpState
from networking.guest_models import CalendarForm, Registration, RegistrationState, Wish, WishValue
from networking.happenings.models import Happening, HappeningKind
from networking.plans.models import LostMeeting, Meeting, MeetingGuest, Plan, PlanKind, PlanState

__all__ = [
    "Booking",
    "BookingPolicy",
    "BookingState",
    "CalendarForm",
    "CheckIn",
    "CheckInWay",
    "Event",
    "EventFeed",
    "EventFeedback",
    "EventFormat",
    "EventQuestion",
    "EventQuestionKind",
    "EventSeat",
    "EventState",
    "EventTable",
    "EventThanks",
    "FloorPicture",
    "FollowUp",
    "FollowUpState",
    "GuestKind",
    "Happening",
    "HappeningKind",
    "LostMeeting",
    "Meeting",
    "MeetingGuest",
    "Plan",
    "PlanKind",
    "PlanState",
    "Registration",
    "RegistrationState",
    "StayInTouch",
    "Wish",
    "WishValue",
]
