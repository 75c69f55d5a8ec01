"""A guest's own page, for whoever is signed in and for whoever has the guest's link: the same deeds at both doors."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import EventGuests
from networking.guests import registering
from networking.guests import serializers as shapes
from networking.guests.queries import GuestPage, announced, linked_page, own_page
from networking.guests.refusals import NotRegistered
from networking.models import Registration
from networking.repeating import IDEMPOTENCY_KEY, once
from networking.wishes.operations import set_wish
from networking.wishes.queries import profiles_for
from networking.wishes.serializers import GuestProfileSerializer, WishSerializer


class GuestView(APIView):
    """How a request says which guest it is about."""

    def page(self, request: Request, now: datetime, **where: Any) -> GuestPage:
        raise NotImplementedError

    def newcomer(self, request: Request, **where: Any) -> tuple[str, Person]:
        """The event (slug), and whose page it is: what a first registration needs of the page."""
        raise NotImplementedError

    def answer(self, request: Request, now: datetime, code: int = 200, **where: Any) -> Response:
        return Response(shapes.GuestPageSerializer(self.page(request, now, **where)).data, status=code)


class ByAccount(GuestView):
    """Members of startups, and contacts who sign in."""

    permission_classes = [EventGuests]

    def page(self, request: Request, now: datetime, **where: Any) -> GuestPage:
        return own_page(where["slug"], signed_in(request), now)

    def newcomer(self, request: Request, **where: Any) -> tuple[str, Person]:
        return announced(where["slug"]).slug, signed_in(request)


class ByLink(GuestView):
    """Whoever has the link: it is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    def page(self, request: Request, now: datetime, **where: Any) -> GuestPage:
        return linked_page(where["token"], now)

    def newcomer(self, request: Request, **where: Any) -> tuple[str, Person]:
        page = self.page(request, clock.now(), **where)
        return page.event.slug, page.person


def registered(page: GuestPage) -> Registration:
    """Raises NotRegistered."""
    if page.registration is None:
        raise NotRegistered
    return page.registration


class _PageView(GuestView):
    @extend_schema(responses=shapes.GuestPageSerializer)
    def get(self, request: Request, **where: Any) -> Response:
        return self.answer(request, clock.now(), **where)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewRegistrationSerializer,
        responses={201: shapes.GuestPageSerializer},
    )
    @once
    def post(self, request: Request, **where: Any) -> Response:
        """A place, or, with `wait`, one on the waiting list where none is free; without it 409 `event_full`."""
        now = clock.now()
        slug, person = self.newcomer(request, **where)
        asked = shapes.NewRegistrationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        details = shapes.details_in(asked.validated_data)
        registering.register(
            slug=slug, details=details, wait=asked.validated_data["wait"], by=person, now=now
        )
        return self.answer(request, now, status.HTTP_201_CREATED, **where)

    @extend_schema(request=shapes.RegistrationDetailsSerializer, responses=shapes.GuestPageSerializer)
    def put(self, request: Request, **where: Any) -> Response:
        """Say other things with it; place and turn stay."""
        now = clock.now()
        page = self.page(request, now, **where)
        asked = shapes.RegistrationDetailsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        registering.change_registration(
            registration_id=registered(page).pk,
            details=shapes.details_in(asked.validated_data),
            by=page.person,
            now=now,
        )
        return self.answer(request, now, **where)


class _DeedView(GuestView):
    """What a guest does about their place (409 where it is not possible now)."""

    operation: ClassVar[Callable[..., Registration]]

    @extend_schema(
        request=shapes.NothingToSaySerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=shapes.GuestPageSerializer,
    )
    @once
    def post(self, request: Request, **where: Any) -> Response:
        now = clock.now()
        page = self.page(request, now, **where)
        type(self).operation(registration_id=registered(page).pk, by=page.person, now=now)
        return self.answer(request, now, **where)


class _ProfilesView(GuestView):
    @extend_schema(responses=GuestProfileSerializer(many=True))
    def get(self, request: Request, **where: Any) -> Response:
        """Whom the guest can meet, the likeliest first; nobody before they have a place."""
        page = self.page(request, clock.now(), **where)
        met = profiles_for(page.registration) if page.registration and page.state == "approved" else []
        return Response(GuestProfileSerializer(met, many=True).data)


class _WishView(GuestView):
    @extend_schema(request=WishSerializer, responses={204: None})
    def put(self, request: Request, about_id: int, **where: Any) -> Response:
        """What the guest says of meeting another; saying it again changes nothing. 409 `too_many_musts`."""
        now = clock.now()
        page = self.page(request, now, **where)
        asked = WishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        by: Person = page.person
        set_wish(
            registration_id=registered(page).pk, about_id=about_id, **asked.validated_data, by=by, now=now
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class OwnRegistrationView(ByAccount, _PageView):
    pass


class OwnCancelView(ByAccount, _DeedView):
    operation = staticmethod(registering.cancel_registration)


class OwnTakeView(ByAccount, _DeedView):
    operation = staticmethod(registering.take_offer)


class OwnDeclineView(ByAccount, _DeedView):
    operation = staticmethod(registering.decline_offer)


class OwnProfilesView(ByAccount, _ProfilesView):
    pass


class OwnWishView(ByAccount, _WishView):
    pass


class LinkedRegistrationView(ByLink, _PageView):
    pass


class LinkedCancelView(ByLink, _DeedView):
    operation = staticmethod(registering.cancel_registration)


class LinkedTakeView(ByLink, _DeedView):
    operation = staticmethod(registering.take_offer)


class LinkedDeclineView(ByLink, _DeedView):
    operation = staticmethod(registering.decline_offer)


class LinkedProfilesView(ByLink, _ProfilesView):
    pass


class LinkedWishView(ByLink, _WishView):
    pass
