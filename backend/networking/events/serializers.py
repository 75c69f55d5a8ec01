"""Events as JSON: as everybody sees them, and as coordinators edit them."""

from collections.abc import Sized
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api import WallTimeField
from accounts.fields import TimeZoneField
from clock.fields import DayField
from networking import rules
from networking.events.queries import counts_of
from networking.floor_models import floor_picture_path
from networking.models import (
    Event,
    EventFormat,
    EventQuestion,
    EventQuestionKind,
    EventState,
    EventTable,
    GuestKind,
)

STEPS = ["open", "close", "start", "finish", "cancel"]  # publishing is the plan's
MOST_QUESTIONS, MOST_OPTIONS = 30, 30


def require_at_most(rows: Sized, most: int, field: str) -> None:
    """Refuse a field with more rows than that."""
    if len(rows) > most:
        message = _("That are too many: there can be %(most)s at most.") % {"most": most}
        raise serializers.ValidationError({field: message}, code="max_length")


class SeatsSerializer(serializers.Serializer[Any]):
    """Of one kind of guest; `free` are for whoever comes next."""

    seats = serializers.IntegerField()
    coming = serializers.IntegerField(help_text="Those that are offered to somebody count too")
    waiting = serializers.IntegerField()
    free = serializers.IntegerField()


class EventSeatsSerializer(serializers.Serializer[Any]):
    startup = SeatsSerializer()
    contact = SeatsSerializer()


class EventOptionSerializer(serializers.Serializer[Any]):
    key = serializers.SlugField(max_length=30, help_text="Stays the same when the words change")
    ko = serializers.CharField(max_length=200)
    en = serializers.CharField(max_length=200)


class EventQuestionSerializer(serializers.ModelSerializer[EventQuestion]):
    id = serializers.IntegerField(required=False, help_text="Of one that is asked now")
    kind = serializers.ChoiceField(choices=EventQuestionKind.choices)
    is_required = serializers.BooleanField(default=False)
    options = EventOptionSerializer(many=True, default=list)

    class Meta:
        model = EventQuestion
        fields = ["id", "kind", "title_ko", "title_en", "is_required", "options"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        keys = [option["key"] for option in attrs["options"]]
        require_at_most(keys, MOST_OPTIONS, "options")
        if (attrs["kind"] == EventQuestionKind.TEXT) == bool(keys):
            message = _("A choice needs options, and a text has none.")
            raise serializers.ValidationError({"options": message}, code="options_do_not_fit")
        if len(set(keys)) < len(keys):
            raise serializers.ValidationError(
                {"options": _("Each option needs a key of its own.")}, code="twice"
            )
        return attrs


class EventRowSerializer(serializers.ModelSerializer[Event]):
    """An event as everybody sees it in a list."""

    format = serializers.ChoiceField(choices=EventFormat.choices)
    state = serializers.ChoiceField(choices=EventState.choices)
    doors_at = serializers.DateTimeField()
    rounds_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    is_online = serializers.BooleanField(source="link", help_text="Whether guests can take part from afar")
    seats = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = [
            "slug",
            "title_ko",
            "title_en",
            "place",
            "is_online",
            "time_zone",
            "held_on",
            "doors_at",
            "rounds_at",
            "ends_at",
            "closes_at",
            "rounds",
            "round_minutes",
            "format",
            "state",
            "seats",
        ]

    @extend_schema_field(EventSeatsSerializer)
    def get_seats(self, event: Event) -> Any:
        return EventSeatsSerializer(counts_of(event)).data


class EventSerializer(EventRowSerializer):
    """The public page of an event. Where to join from afar, guests with a place learn on their own page."""

    cancel_until = serializers.DateTimeField()
    questions = serializers.SerializerMethodField()

    class Meta(EventRowSerializer.Meta):
        fields = [
            *EventRowSerializer.Meta.fields,
            "text_ko",
            "text_en",
            "needs_approval",
            "cancel_until",
            "companions_most",
            "musts_most",
            "closing_reason",
            "questions",
        ]

    @extend_schema_field(EventQuestionSerializer(many=True))
    def get_questions(self, event: Event) -> Any:
        asked = [one for one in event.questions.all() if one.retired_at is None]
        return EventQuestionSerializer(asked, many=True).data


class EventTableSerializer(serializers.ModelSerializer[EventTable]):
    number = serializers.IntegerField(min_value=1, max_value=rules.MOST_TABLES)
    name = serializers.CharField(max_length=60, allow_blank=True, default="")
    capacity = serializers.IntegerField(min_value=2, max_value=50, default=2)
    equipment = serializers.ListField(child=serializers.CharField(max_length=40), max_length=12, default=list)
    link = serializers.URLField(max_length=500, allow_blank=True, default="")
    x = serializers.IntegerField(min_value=0, max_value=1000, default=500, help_text="Per mille of the plan")
    y = serializers.IntegerField(min_value=0, max_value=1000, default=500, help_text="Per mille of the plan")
    is_out = serializers.BooleanField(default=False, help_text="Cannot be used for now")

    class Meta:
        model = EventTable
        fields = ["number", "name", "capacity", "equipment", "link", "x", "y", "is_out"]


class EventTablesSerializer(serializers.Serializer[Any]):
    tables = EventTableSerializer(many=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        require_at_most(attrs["tables"], rules.MOST_TABLES, "tables")
        return attrs

    def validate_tables(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({row["number"] for row in rows}) < len(rows):
            raise serializers.ValidationError(_("Each table needs a number of its own."), code="twice")
        return rows


class EventQuestionsSerializer(serializers.Serializer[Any]):
    questions = EventQuestionSerializer(many=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        require_at_most(attrs["questions"], MOST_QUESTIONS, "questions")
        return attrs


class PauseSerializer(serializers.Serializer[Any]):
    after = serializers.IntegerField(min_value=1, max_value=rules.MOST_ROUNDS, help_text="Number of a round")
    minutes = serializers.IntegerField(min_value=1, max_value=240)


class RoundSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


def number(least: int, most: int, **options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=least, max_value=most, required=False, **options)


class EventChangeSerializer(serializers.ModelSerializer[Event]):
    """What a coordinator sets; every field may be left out."""

    title_ko = serializers.CharField(max_length=120, allow_blank=True, required=False)
    title_en = serializers.CharField(max_length=120, allow_blank=True, required=False)
    text_ko = serializers.CharField(max_length=8000, allow_blank=True, required=False)
    text_en = serializers.CharField(max_length=8000, allow_blank=True, required=False)
    link = serializers.URLField(max_length=500, allow_blank=True, required=False)
    time_zone = TimeZoneField(required=False)
    held_on = DayField(required=False)
    doors_time = WallTimeField()
    rounds_time = WallTimeField(help_text="Before the hour of the doors it is of the next day")
    rounds = number(1, rules.MOST_ROUNDS)
    round_minutes = number(1, 240)
    change_minutes = number(0, 120, help_text="Between two rounds, to change tables")
    pauses = PauseSerializer(many=True, required=False)
    format = serializers.ChoiceField(choices=EventFormat.choices, required=False)
    startups_per_table = number(1, 12)
    meetings_least = number(0, rules.MOST_ROUNDS, help_text="Of each startup")
    musts_most = number(0, rules.MOST_ROUNDS)
    companions_most = number(0, 10)
    closes_hours = number(0, rules.LONGEST_LEAD, help_text="Before the doors")
    cancel_hours = number(0, rules.LONGEST_LEAD, help_text="Before the doors")
    offer_hours = number(1, rules.LONGEST_OFFER)
    startup_seats = number(0, rules.MOST_SEATS, write_only=True)
    contact_seats = number(0, rules.MOST_SEATS, write_only=True)

    class Meta:
        model = Event
        fields = [
            "title_ko",
            "title_en",
            "text_ko",
            "text_en",
            "place",
            "link",
            "time_zone",
            "held_on",
            "doors_time",
            "rounds_time",
            "rounds",
            "round_minutes",
            "change_minutes",
            "pauses",
            "format",
            "startups_per_table",
            "meetings_least",
            "musts_most",
            "companions_most",
            "hosts_stay",
            "breaks_spread",
            "booking",
            "needs_approval",
            "closes_hours",
            "cancel_hours",
            "offer_hours",
            "startup_seats",
            "contact_seats",
        ]

    def validate_pauses(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({row["after"] for row in rows}) < len(rows):
            raise serializers.ValidationError(_("Each round has one pause after it at most."), code="twice")
        return [dict(row) for row in rows]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        titles = [attrs.get(name, getattr(self.instance, name, "")) for name in ("title_ko", "title_en")]
        if not any(titles):
            message = _("Give it a title, in one language at least.")
            raise serializers.ValidationError({"title_en": message}, code="required")
        return attrs


class NewEventSerializer(EventChangeSerializer):
    slug = serializers.SlugField(max_length=50, help_text="Its short name in addresses; it stays")
    held_on = DayField()

    class Meta(EventChangeSerializer.Meta):
        fields = ["slug", *EventChangeSerializer.Meta.fields]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if missing := [name for name in ("doors_time", "rounds_time") if name not in attrs]:
            message = _("Say when the doors open and when the first round begins.")
            raise serializers.ValidationError(dict.fromkeys(missing, message), code="required")
        return super().validate(attrs)


def seats_in(given: dict[str, Any]) -> dict[str, int]:
    """Takes the numbers of seats out of what was given, by kind of guest."""
    return {kind: given.pop(f"{kind}_seats") for kind in GuestKind.values if f"{kind}_seats" in given}


class EventDeskRowSerializer(EventRowSerializer):
    """An event in the coordinators' list."""

    undecided = serializers.IntegerField(help_text="Registrations that wait for a decision")

    class Meta(EventRowSerializer.Meta):
        fields = [*EventRowSerializer.Meta.fields, "undecided"]


class EventDeskSerializer(EventDeskRowSerializer):
    """The whole of an event for coordinators."""

    doors_time = serializers.TimeField(format="%H:%M")
    rounds_time = serializers.TimeField(format="%H:%M")
    pauses = PauseSerializer(many=True)
    cancel_until = serializers.DateTimeField()
    tables = EventTableSerializer(many=True)
    questions = serializers.SerializerMethodField()
    round_times = serializers.SerializerMethodField()
    may = serializers.SerializerMethodField()
    floor_picture = serializers.SerializerMethodField(help_text="Its address, or empty")

    class Meta(EventDeskRowSerializer.Meta):
        fields = [
            *EventDeskRowSerializer.Meta.fields,
            "text_ko",
            "text_en",
            "link",
            "doors_time",
            "rounds_time",
            "change_minutes",
            "pauses",
            "startups_per_table",
            "meetings_least",
            "musts_most",
            "companions_most",
            "hosts_stay",
            "breaks_spread",
            "booking",
            "needs_approval",
            "closes_hours",
            "cancel_hours",
            "offer_hours",
            "cancel_until",
            "closing_reason",
            "revision",
            "tables",
            "questions",
            "round_times",
            "may",
            "floor_picture",
        ]

    @extend_schema_field(EventQuestionSerializer(many=True))
    def get_questions(self, event: Event) -> Any:
        asked = [one for one in event.questions.all() if one.retired_at is None]
        return EventQuestionSerializer(asked, many=True).data

    def get_floor_picture(self, event: Event) -> str:
        return floor_picture_path(event)

    @extend_schema_field(RoundSerializer(many=True))
    def get_round_times(self, event: Event) -> Any:
        rows = [
            {"number": number, "starts_at": starts_at, "ends_at": ends_at}
            for number, (starts_at, ends_at) in enumerate(event.round_times(), start=1)
        ]
        return RoundSerializer(rows, many=True).data

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=STEPS)))
    def get_may(self, event: Event) -> list[str]:
        return [step for step in STEPS if event.state in rules.STEPS[step][0]]


class EventStepSerializer(serializers.Serializer[Any]):
    step = serializers.ChoiceField(choices=STEPS)
    reason = serializers.CharField(
        max_length=500, allow_blank=True, default="", help_text="For guests to read, where it is cancelled"
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["step"] == "cancel" and not attrs["reason"].strip():
            raise serializers.ValidationError({"reason": _("Say why, for guests to read.")}, code="required")
        return attrs
