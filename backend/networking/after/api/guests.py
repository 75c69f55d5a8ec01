"""After an event as one guest: by signing in, or by the link that speaks for a guest of this event."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import EventGuests
from networking.after.api.serializers import (
    AfterEventSerializer,
    EventFeedbackSerializer,
    GuestNoteSerializer,
    StayInTouchSerializer,
)
from networking.after.operations import give_feedback, set_note, stay_in_touch, take_back_contact
from networking.after.queries import Acquaintance, acquaintances_of, feedback_of
from networking.guests.queries import linked_registration
from networking.models import EventFeedback, Registration
from networking.papers.attending import has_certificate


@dataclass(frozen=True)
class After:
    """The event with what one guest sees of it afterwards."""

    slug: str
    title_ko: str
    title_en: str
    time_zone: str
    doors_at: datetime
    ends_at: datetime
    has_begun: bool
    others: list[Acquaintance]
    feedback: EventFeedback | None
    has_certificate: bool


class _AsGuest(APIView):
    """Who comes by signing in is found by the event's slug; who comes by a link, by its token."""

    def guest(self, request: Request, kwargs: dict[str, Any]) -> Registration:
        coming = Registration.objects.coming().select_related("event", "person", "startup", "expert")
        if "token" not in kwargs:
            return get_object_or_404(coming, event__slug=kwargs["slug"], person=signed_in(request))
        return get_object_or_404(coming, pk=linked_registration(kwargs["token"]).pk)

    def after(self, guest: Registration, now: datetime) -> Response:
        event = guest.event
        after = After(
            slug=event.slug,
            title_ko=event.title_in("ko"),
            title_en=event.title_in("en"),
            time_zone=event.time_zone,
            doors_at=event.doors_at,
            ends_at=event.ends_at,
            has_begun=event.doors_at <= now,
            others=acquaintances_of(guest, now),
            feedback=feedback_of(guest),
            has_certificate=has_certificate(guest, now),
        )
        return Response(AfterEventSerializer(after).data)


class AfterView(_AsGuest):
    permission_classes = [EventGuests]

    @extend_schema(responses=AfterEventSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Whom one has met so far, what one noted, who stays in touch. 404 for whoever has no place at the event."""
        return self.after(self.guest(request, kwargs), clock.now())


class NoteView(_AsGuest):
    permission_classes = [EventGuests]

    @extend_schema(request=GuestNoteSerializer, responses=AfterEventSerializer)
    def put(self, request: Request, about_id: int, **kwargs: Any) -> Response:
        """Keep a mark and a text about another guest; nobody else sees them."""
        guest, now = self.guest(request, kwargs), clock.now()
        said = GuestNoteSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        set_note(by=guest, about=about_id, now=now, **said.validated_data)
        return self.after(guest, now)


class ContactView(_AsGuest):
    permission_classes = [EventGuests]

    @extend_schema(request=StayInTouchSerializer, responses=AfterEventSerializer)
    def put(self, request: Request, about_id: int, **kwargs: Any) -> Response:
        """Let us stay in touch: when both say so, each gets the other's e-mail and phone."""
        guest, now = self.guest(request, kwargs), clock.now()
        said = StayInTouchSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        deed = stay_in_touch if said.validated_data["wishes"] else take_back_contact
        deed(by=guest, about=about_id, now=now)
        return self.after(guest, now)


class FeedbackView(_AsGuest):
    permission_classes = [EventGuests]

    @extend_schema(request=EventFeedbackSerializer, responses=AfterEventSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Say how it was; saying it again replaces it."""
        guest, now = self.guest(request, kwargs), clock.now()
        said = EventFeedbackSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        give_feedback(by=guest, now=now, **said.validated_data)
        return self.after(guest, now)


class LinkAfterView(AfterView):
    permission_classes = [AllowAny]  # the token is the permission


class LinkNoteView(NoteView):
    permission_classes = [AllowAny]


class LinkContactView(ContactView):
    permission_classes = [AllowAny]


class LinkFeedbackView(FeedbackView):
    permission_classes = [AllowAny]
