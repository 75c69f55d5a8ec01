"""Agreed times as files, for "add to calendar"."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import SessionPeople
from calendars.invitations import copy_to_keep
from calendars.queries import event_of
from mentoring.answers import bearer_of_token
from mentoring.companions import everybody_in
from mentoring.in_calendars import words_in_calendar
from mentoring.models import Session
from mentoring.queries import sessions_visible_to

CALENDAR_FILE = {(200, "text/calendar"): OpenApiTypes.BINARY}


def calendar_file(text: str | None, name: str) -> HttpResponse:
    """The file under a name; 404 where there is none. Programs that know calendars open it, the others keep it."""
    if text is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def session_file(session: Session, reader: Person) -> HttpResponse:
    """In the words of who takes part; whoever else may read it gets what all of them share."""
    event = event_of(session.appointment)
    takes_part = event is not None and reader in everybody_in(session)
    words = words_in_calendar(session, event, reader) if event and takes_part else None
    return calendar_file(copy_to_keep(session.appointment, words=words, now=clock.now()), "session")


class InvitationView(APIView):
    """The session as an iCalendar file; 404 while it is not agreed."""

    permission_classes = [SessionPeople]

    @extend_schema(responses=CALENDAR_FILE)
    def get(self, request: Request, session_id: UUID) -> HttpResponse:
        reader = signed_in(request)
        return session_file(get_object_or_404(sessions_visible_to(reader), pk=session_id), reader)


class AnswerInvitationView(APIView):
    """The same behind the link that it was answered by; the link is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=CALENDAR_FILE)
    def get(self, request: Request, token: str) -> HttpResponse:
        bearer = bearer_of_token(token, now=clock.now())
        return session_file(bearer.session, bearer.person)
