"""A group session as a file for whatever calendar: for whoever runs it or has a seat in it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import SessionPeople
from calendars.invitations import copy_to_keep
from mentoring.api.files import CALENDAR_FILE, calendar_file
from mentoring.groups.models import GroupSession
from mentoring.groups.offers import bearer_of_offer
from mentoring.groups.queries import groups_visible_to, takes_part
from mentoring.groups.words import words_in_calendar


def _group_file(group: GroupSession, reader: Person) -> HttpResponse:
    words = words_in_calendar(group, reader)
    return calendar_file(copy_to_keep(group.appointment, words=words, now=clock.now()), "group-session")


class GroupInvitationView(APIView):
    """It as an iCalendar file. 403 for who has no seat: the file tells where it meets."""

    permission_classes = [SessionPeople]

    @extend_schema(responses=CALENDAR_FILE)
    def get(self, request: Request, group_id: UUID) -> HttpResponse:
        person = signed_in(request)
        group = get_object_or_404(groups_visible_to(person), pk=group_id)
        if not takes_part(person, group):
            raise PermissionDenied
        return _group_file(group, person)


class OfferInvitationView(APIView):
    """The same behind the link that the seat was taken by; the link is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=CALENDAR_FILE)
    def get(self, request: Request, token: str) -> HttpResponse:
        bearer = bearer_of_offer(token, now=clock.now())
        if bearer.state != "taken":
            raise PermissionDenied
        return _group_file(bearer.group, bearer.person)
