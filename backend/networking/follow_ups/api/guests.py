"""Follow-ups over HTTP, for whoever is signed in and for whoever has the guest's link."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

import clock
from accounts.api import signed_in
from agenda.own_clock import zone_of
from clock.fields import InstantField
from networking.follow_ups.operations import answer_follow_up, ask_follow_up, withdraw_follow_up
from networking.follow_ups.queries import OwnFollowUp, are_in_touch, follow_ups_of, starts_for
from networking.follow_ups.refusals import NotInTouch
from networking.follow_ups.rules import MINUTES
from networking.guests.api.own import ByAccount, ByLink, GuestView
from networking.guests.queries import linked_registration
from networking.models import FollowUp, FollowUpState, Registration
from networking.repeating import IDEMPOTENCY_KEY, once

MOST = 2**31 - 1


class FollowUpSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    other = serializers.IntegerField(source="other.pk", help_text="The registration of the other of the two")
    name_ko = serializers.SerializerMethodField()
    name_en = serializers.SerializerMethodField()
    is_asked_by_me = serializers.BooleanField(help_text="The reader proposed it")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=FollowUpState.choices)

    def get_name_ko(self, one: OwnFollowUp) -> str:
        return one.other.name_in("ko")

    def get_name_en(self, one: OwnFollowUp) -> str:
        return one.other.name_in("en")


class NewFollowUpSerializer(serializers.Serializer[Any]):
    about = serializers.IntegerField(min_value=1, max_value=MOST, help_text="A registration")
    starts_at = InstantField(help_text="One of those offered")


class FollowUpAnswerSerializer(serializers.Serializer[Any]):
    deed = serializers.ChoiceField(choices=["agree", "decline", "withdraw"])


class FollowUpStartsSerializer(serializers.Serializer[Any]):
    minutes = serializers.IntegerField()
    time_zone = serializers.CharField(help_text="On whose clock the reader lives")
    their_time_zone = serializers.CharField()
    starts = serializers.ListField(child=serializers.DateTimeField())


class _FollowUpView(GuestView):
    def guest(self, request: Request, where: dict[str, Any]) -> Registration:
        """With a place, or 404."""
        coming = Registration.objects.coming().select_related("event", "person", "startup", "expert")
        if "token" in where:
            return get_object_or_404(coming, pk=linked_registration(where["token"]).pk)
        return get_object_or_404(coming, event__slug=where["slug"], person=signed_in(request))

    def all_of(self, guest: Registration, code: int = status.HTTP_200_OK) -> Response:
        rows = follow_ups_of(guest, clock.now())
        return Response(FollowUpSerializer(rows, many=True).data, status=code)


class _FollowUpsView(_FollowUpView):
    @extend_schema(responses=FollowUpSerializer(many=True))
    def get(self, request: Request, **where: Any) -> Response:
        """Those of a guest, the earliest first."""
        return self.all_of(self.guest(request, where))

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=NewFollowUpSerializer,
        responses={201: FollowUpSerializer(many=True)},
    )
    @once
    def post(self, request: Request, **where: Any) -> Response:
        """Proposes a session. 409 `not_in_touch`, `start_not_possible`, `slot_taken`."""
        guest = self.guest(request, where)
        asked = NewFollowUpSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        ask_follow_up(by=guest, **asked.validated_data, now=clock.now())
        return self.all_of(guest, status.HTTP_201_CREATED)


class _FollowUpAnswerView(_FollowUpView):
    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=FollowUpAnswerSerializer,
        responses=FollowUpSerializer(many=True),
    )
    @once
    def post(self, request: Request, follow_up_id: int, **where: Any) -> Response:
        """Agree, decline or take back. 409 `follow_up_answered`, `follow_up_lapsed`, `follow_up_not_yours`."""
        guest, now = self.guest(request, where), clock.now()
        asked = FollowUpAnswerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        deed = asked.validated_data["deed"]
        try:
            if deed == "withdraw":
                withdraw_follow_up(by=guest, follow_up_id=follow_up_id, now=now)
            else:
                answer_follow_up(by=guest, follow_up_id=follow_up_id, agrees=deed == "agree", now=now)
        except FollowUp.DoesNotExist as error:
            raise Http404 from error
        return self.all_of(guest)


class _FollowUpStartsView(_FollowUpView):
    @extend_schema(responses=FollowUpStartsSerializer)
    def get(self, request: Request, about_id: int, **where: Any) -> Response:
        """The next times that both find humane and have free, as far as is known. 409 `not_in_touch`."""
        guest = self.guest(request, where)
        others = guest.event.registrations.select_related("person")
        other = get_object_or_404(others, pk=about_id)
        if not are_in_touch(guest, other):
            raise NotInTouch
        now = clock.now()
        offered = {
            "minutes": MINUTES,
            "time_zone": zone_of(guest.person, now),
            "their_time_zone": zone_of(other.person, now),
            "starts": starts_for(guest, other, now),
        }
        return Response(FollowUpStartsSerializer(offered).data)


class OwnFollowUpsView(ByAccount, _FollowUpsView):
    pass


class OwnFollowUpAnswerView(ByAccount, _FollowUpAnswerView):
    pass


class OwnFollowUpStartsView(ByAccount, _FollowUpStartsView):
    pass


class LinkedFollowUpsView(ByLink, _FollowUpsView):
    pass


class LinkedFollowUpAnswerView(ByLink, _FollowUpAnswerView):
    pass


class LinkedFollowUpStartsView(ByLink, _FollowUpStartsView):
    pass
