"""Group sessions as JSON."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from clock.fields import InstantField
from directory.fields import BySlugField
from directory.models import Expert
from mentoring.api.bodies import KnowinglyField
from mentoring.api.serializers import (
    IN_GOOGLE,
    SessionExpertSerializer,
    SessionProgrammeSerializer,
    SessionStartupSerializer,
)
from mentoring.groups.models import GroupState
from mentoring.groups.rules import LONGEST_LEAD, LONGEST_OFFER, MOST_SEATS
from mentoring.models import Programme

TITLE, SUMMARY = 120, 2000
PLACES = ["waiting", "offered", "taken"]
DEEDS = ["join", "wait", "leave", "take", "decline", "change", "cancel", "remove"]


class GroupPlaceSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=PLACES)
    position = serializers.IntegerField(allow_null=True, help_text="On the waitlist, from 1")
    offered_until = serializers.DateTimeField(allow_null=True)


class GroupRowSerializer(serializers.Serializer[Any]):
    """A group session in a list. `place` is the caller's own; nobody learns whose the others are."""

    id = serializers.UUIDField(source="group.pk")
    state = serializers.ChoiceField(choices=GroupState.choices, source="group.state")
    programme = SessionProgrammeSerializer(source="group.programme")
    expert = SessionExpertSerializer(source="group.expert")
    title_ko = serializers.CharField(source="group.title_ko")
    title_en = serializers.CharField(source="group.title_en")
    summary_ko = serializers.CharField(source="group.summary_ko")
    summary_en = serializers.CharField(source="group.summary_en")
    starts_at = serializers.DateTimeField(source="group.appointment.starts_at")
    ends_at = serializers.DateTimeField(source="group.appointment.ends_at")
    closes_at = serializers.DateTimeField(source="group.closes_at")
    expert_time_zone = serializers.CharField(
        help_text="On whose clock the expert lives then, journeys included"
    )
    your_time_zone = serializers.CharField(help_text="On whose clock the caller lives then")
    seats = serializers.IntegerField(source="occupancy.seats")
    taken = serializers.IntegerField(source="occupancy.taken")
    offered = serializers.IntegerField(source="occupancy.offered")
    waiting = serializers.IntegerField(source="occupancy.waiting")
    free = serializers.IntegerField(
        source="occupancy.free", help_text="For whoever comes next: nobody has them, nobody waits for them"
    )
    place = GroupPlaceSerializer(allow_null=True)
    meet_url = serializers.CharField(help_text="For whoever runs it or has a seat")
    in_google = serializers.BooleanField(help_text=IN_GOOGLE)
    may = serializers.ListField(child=serializers.ChoiceField(choices=DEEDS))


class ParticipantSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="place.pk", help_text="Of their place in it")
    name = serializers.CharField(source="person.name")
    time_zone = serializers.CharField(help_text="On whose clock they live when it starts")
    startup = SessionStartupSerializer(source="place.startup")
    state = serializers.ChoiceField(choices=PLACES)
    position = serializers.IntegerField(allow_null=True)
    offered_until = serializers.DateTimeField(source="place.offered_until", allow_null=True)
    since = serializers.DateTimeField(source="place.since")


class GroupDetailSerializer(GroupRowSerializer):
    """A whole group session. Startups get no `participants`."""

    revision = serializers.IntegerField(source="group.revision", help_text="Its ETag, without the quotes")
    closes_hours = serializers.IntegerField(source="group.closes_hours")
    offer_hours = serializers.IntegerField(source="group.offer_hours")
    closing_reason = serializers.CharField(source="group.closing_reason")
    participants = ParticipantSerializer(many=True, allow_null=True)


class GroupTermsSerializer(serializers.Serializer[Any]):
    """A title may be left out in one language: then it is the same in both."""

    title_ko = serializers.CharField(max_length=TITLE, allow_blank=True, default="")
    title_en = serializers.CharField(max_length=TITLE, allow_blank=True, default="")
    summary_ko = serializers.CharField(max_length=SUMMARY, allow_blank=True, default="")
    summary_en = serializers.CharField(max_length=SUMMARY, allow_blank=True, default="")
    seats = serializers.IntegerField(min_value=1, max_value=MOST_SEATS)
    closes_hours = serializers.IntegerField(min_value=0, max_value=LONGEST_LEAD, default=2)
    offer_hours = serializers.IntegerField(min_value=1, max_value=LONGEST_OFFER, default=12)


class NewGroupSerializer(GroupTermsSerializer):
    programme = BySlugField(queryset=Programme.objects.all())
    expert = serializers.PrimaryKeyRelatedField(
        queryset=Expert.objects.select_related("person").filter(person__is_active=True),
        required=False,
        help_text="An expert opens one for oneself and leaves this out",
    )
    starts_at = InstantField()
    minutes = serializers.IntegerField(min_value=15, max_value=480, default=60)
    outside_rules = serializers.BooleanField(
        default=False, help_text="Set the expert's hours, notice and limits aside"
    )
    knowingly = KnowinglyField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        titles = attrs["title_ko"] or attrs["title_en"]
        if not titles:
            raise serializers.ValidationError({"title_en": _("Give it a title, in one language at least.")})
        for language in ("ko", "en"):
            attrs[f"title_{language}"] = attrs[f"title_{language}"] or titles
        return attrs


class GroupChangeSerializer(serializers.Serializer[Any]):
    """Only what is to change."""

    title_ko = serializers.CharField(max_length=TITLE, required=False)
    title_en = serializers.CharField(max_length=TITLE, required=False)
    summary_ko = serializers.CharField(max_length=SUMMARY, allow_blank=True, required=False)
    summary_en = serializers.CharField(max_length=SUMMARY, allow_blank=True, required=False)
    seats = serializers.IntegerField(min_value=1, max_value=MOST_SEATS, required=False)
    closes_hours = serializers.IntegerField(min_value=0, max_value=LONGEST_LEAD, required=False)
    offer_hours = serializers.IntegerField(min_value=1, max_value=LONGEST_OFFER, required=False)


class JoinSerializer(serializers.Serializer[Any]):
    wait = serializers.BooleanField(default=False, help_text="Join the waitlist if no seat is free")
    knowingly = KnowinglyField()


class SeatTakeSerializer(serializers.Serializer[Any]):
    knowingly = KnowinglyField()


class NothingAskedSerializer(serializers.Serializer[Any]):
    """Nothing is asked."""


class GroupCancelSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class GroupRemoveSerializer(serializers.Serializer[Any]):
    place = serializers.IntegerField(min_value=1, help_text="The `id` of a participant")
    reason = serializers.CharField(max_length=500, help_text="For them to read")


class OfferSerializer(serializers.Serializer[Any]):
    """What a link of an offered seat shows. `state` is offered, taken, or gone where it was declined."""

    group = GroupRowSerializer()
    state = serializers.ChoiceField(choices=["offered", "taken", "gone"])
    offered_until = serializers.DateTimeField()
    person_name = serializers.CharField()
    time_zone = serializers.CharField(
        help_text="On whose clock the person lives then whom the seat is offered to"
    )
