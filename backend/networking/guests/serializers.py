"""Guests of events as JSON: a guest's own page, and what coordinators see of registrations."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api import WallTimeField
from accounts.fields import TimeZoneField
from accounts.models import Language
from directory.fields import CompanyNameField
from directory.models import Expert, ExpertKind, Topic
from networking.events.serializers import EventSerializer
from networking.guests.qr_codes import qr_path
from networking.guests.queries import GuestPage
from networking.guests.registering import Details
from networking.guests.tokens import guest_link, ticket_code, ticket_link
from networking.models import GuestKind, Registration, RegistrationState
from networking.rules import MOST_ROUNDS

GUEST_DEEDS = ["register", "change", "wish", "take", "decline", "cancel"]


class GuestNameSerializer(serializers.Serializer[Any]):
    """Who it is: a company by its names, a contact by theirs and where they work."""

    kind = serializers.ChoiceField(choices=GuestKind.choices)
    name_ko = serializers.SerializerMethodField()
    name_en = serializers.SerializerMethodField()
    organisation = serializers.CharField(source="expert.organisation", default="")

    def get_name_ko(self, registration: Registration) -> str:
        return registration.name_in("ko")

    def get_name_en(self, registration: Registration) -> str:
        return registration.name_in("en")


class GuestTopicSerializer(serializers.ModelSerializer[Topic]):
    """By its words: who comes by a link cannot look them up."""

    class Meta:
        model = Topic
        fields = ["slug", "name_ko", "name_en"]


class RegistrationDetailsSerializer(serializers.Serializer[Any]):
    """What a guest says with a registration."""

    present_from = WallTimeField(
        allow_null=True, default=None, help_text="On the event's clock; null: the doors"
    )
    present_until = WallTimeField(allow_null=True, default=None, help_text="The same; null: the end")
    topics = serializers.ListField(
        child=serializers.SlugField(max_length=50), max_length=20, default=list, help_text="By slug"
    )
    meetings_most = serializers.IntegerField(
        min_value=1, max_value=MOST_ROUNDS, allow_null=True, default=None, help_text="null: as many as fit"
    )
    avoids = serializers.ListField(
        child=CompanyNameField(), max_length=30, default=list, help_text="Companies not to meet"
    )
    companions = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=10, default=list, help_text="Names"
    )
    photo_consent = serializers.BooleanField(
        allow_null=True, default=None, help_text="null: not answered, which permits nothing"
    )
    answers = serializers.DictField(
        child=serializers.JSONField(), default=dict, help_text="By ids of questions: a text, a key, or keys"
    )

    def validate_topics(self, slugs: list[str]) -> list[Topic]:
        topics = list(Topic.objects.filter(slug__in=slugs))
        if unknown := sorted(set(slugs) - {topic.slug for topic in topics}):
            message = _("There is no topic of that name: %(slug)s. Choose among those of the hub.")
            raise serializers.ValidationError(message % {"slug": unknown[0]}, code="does_not_exist")
        return topics


class NewRegistrationSerializer(RegistrationDetailsSerializer):
    wait = serializers.BooleanField(default=False, help_text="Join the waiting list if no place is free")


def details_in(given: dict[str, Any]) -> Details:
    return Details(**{name: given[name] for name in Details.__dataclass_fields__})


class TicketSerializer(serializers.Serializer[Any]):
    """`path` draws the QR code of `link` in a square of `side` modules, as SVG path data."""

    code = serializers.CharField()
    link = serializers.CharField()
    side = serializers.IntegerField()
    path = serializers.CharField()


class OwnRegistrationSerializer(GuestNameSerializer):
    id = serializers.IntegerField(source="pk")
    offered_until = serializers.DateTimeField(allow_null=True)
    present_from = serializers.TimeField(format="%H:%M", allow_null=True)
    present_until = serializers.TimeField(format="%H:%M", allow_null=True)
    topics = serializers.SerializerMethodField()
    meetings_most = serializers.IntegerField(allow_null=True)
    avoids = serializers.ListField(child=serializers.CharField())
    companions = serializers.ListField(child=serializers.CharField())
    photo_consent = serializers.BooleanField(allow_null=True, help_text="null: not answered")
    answers = serializers.DictField(child=serializers.JSONField())
    word = serializers.CharField(help_text="From the hub, with its decision")
    since = serializers.DateTimeField()

    def get_topics(self, registration: Registration) -> list[str]:
        return sorted(topic.slug for topic in registration.topics.all())


class GuestPageSerializer(serializers.Serializer[Any]):
    """An event as one guest sees it. `ticket` and `link` are for guests with a place."""

    event = EventSerializer()
    person_name = serializers.CharField(source="person.name")
    language = serializers.CharField(source="person.language")
    time_zone = serializers.CharField(help_text="On whose clock the guest lives then")
    state = serializers.ChoiceField(choices=RegistrationState.choices, allow_blank=True)
    position = serializers.IntegerField(allow_null=True, help_text="On the waiting list, from 1")
    may = serializers.ListField(child=serializers.ChoiceField(choices=GUEST_DEEDS))
    registration = OwnRegistrationSerializer(allow_null=True)
    kind = serializers.ChoiceField(
        choices=GuestKind.choices, allow_blank=True, help_text="On which side they come"
    )
    topics = GuestTopicSerializer(many=True, help_text="All that can be chosen")
    suggested = serializers.ListField(
        child=serializers.CharField(), help_text="Topics of their own profile, by slug"
    )
    ticket = serializers.SerializerMethodField()
    link = serializers.SerializerMethodField()

    @extend_schema_field(TicketSerializer(allow_null=True))
    def get_ticket(self, page: GuestPage) -> Any:
        if page.registration is None or page.state != RegistrationState.APPROVED:
            return None
        link = ticket_link(page.registration)
        side, path = qr_path(link)
        ticket = {"code": ticket_code(page.registration), "link": link, "side": side, "path": path}
        return TicketSerializer(ticket).data

    def get_link(self, page: GuestPage) -> str:
        return page.event.link if page.state == RegistrationState.APPROVED else ""


class RegistrationRowSerializer(OwnRegistrationSerializer):
    """A registration as coordinators see it."""

    state = serializers.ChoiceField(choices=RegistrationState.choices)
    person_name = serializers.CharField(source="person.name")
    email = serializers.EmailField(source="person.email")
    guest_link = serializers.SerializerMethodField(help_text="Opens the guest's own page, without a password")

    def get_guest_link(self, registration: Registration) -> str:
        return guest_link(registration)


class EventInvitationsSerializer(serializers.Serializer[Any]):
    experts = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        allow_empty=False,
        max_length=500,
        help_text="Networking contacts of the directory, by id",
    )

    def validate_experts(self, ids: list[int]) -> list[Expert]:
        experts = list(Expert.objects.select_related("person").filter(pk__in=ids, kind=ExpertKind.CONTACT))
        if len(experts) < len(set(ids)):
            message = _("Some of them are no networking contacts. Open the list again.")
            raise serializers.ValidationError(message, code="does_not_exist")
        return experts


class EventInvitedSerializer(serializers.Serializer[Any]):
    invited = serializers.IntegerField(help_text="Those that had not been invited before")


class NewEventContactSerializer(serializers.Serializer[Any]):
    """A contact whom the directory does not know yet."""

    name = serializers.CharField(max_length=120)
    email = serializers.EmailField(max_length=254)
    organisation = serializers.CharField(max_length=120)
    language = serializers.ChoiceField(choices=Language.values, default=Language.ENGLISH)
    time_zone = TimeZoneField(default="America/Los_Angeles", help_text="On whose clock they live")


class EventApprovalsSerializer(serializers.Serializer[Any]):
    registrations = serializers.ListField(
        child=serializers.IntegerField(min_value=1), allow_empty=False, max_length=500
    )


class EventDecidedSerializer(serializers.Serializer[Any]):
    registration = serializers.IntegerField(source="registration_id")
    state = serializers.ChoiceField(choices=RegistrationState.choices)
    code = serializers.CharField(allow_blank=True, help_text="Why nothing was decided; empty where it was")


class EventDecisionSerializer(serializers.Serializer[Any]):
    word = serializers.CharField(max_length=500, allow_blank=True, default="", help_text="For them to read")


class NothingToSaySerializer(serializers.Serializer[Any]):
    """Nothing is asked."""
