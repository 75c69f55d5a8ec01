from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from networking.models import Plan, PlanKind, PlanState


class PlanRowSerializer(serializers.ModelSerializer[Plan]):
    """`value` says which of two plans of one event is better, `bound` what none can exceed; the other numbers say it in
    words."""

    gap = serializers.IntegerField(
        allow_null=True, help_text="The bound less the value; 0 is proven to be best"
    )
    is_stopping = serializers.BooleanField(source="is_enough")
    by = serializers.CharField(source="by.name")
    meetings = serializers.IntegerField(source="outcome.meetings", default=0, help_text="Pairs that meet")
    musts = serializers.IntegerField(source="outcome.musts", default=0, help_text="Pairs that both must meet")
    musts_met = serializers.IntegerField(source="outcome.musts_met", default=0)
    interest = serializers.IntegerField(source="outcome.interest", default=0, help_text="Of all who meet")
    breaks = serializers.IntegerField(
        source="outcome.breaks",
        default=None,
        allow_null=True,
        help_text="Between somebody's meetings, in all",
    )
    unevenness = serializers.IntegerField(
        source="outcome.unevenness",
        default=None,
        allow_null=True,
        help_text="Breaks of one guest over another's",
    )
    changes = serializers.IntegerField(
        source="outcome.changes", default=None, allow_null=True, help_text="Of tables, in all"
    )
    unmet_count = serializers.SerializerMethodField()
    lacking_count = serializers.SerializerMethodField()
    state = serializers.ChoiceField(choices=PlanState.choices)
    kind = serializers.ChoiceField(choices=PlanKind.choices)

    class Meta:
        model = Plan
        fields = [
            "id",
            "number",
            "kind",
            "state",
            "begins",
            "value",
            "bound",
            "gap",
            "seconds",
            "is_stopping",
            "failure",
            "revision",
            "by",
            "meetings",
            "musts",
            "musts_met",
            "interest",
            "breaks",
            "unevenness",
            "changes",
            "unmet_count",
            "lacking_count",
            "based_on_id",
            "wanted_at",
            "ended_at",
            "published_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.IntegerField())
    def get_unmet_count(self, plan: Plan) -> int:
        return len(plan.outcome.get("unmet", []))

    @extend_schema_field(serializers.IntegerField())
    def get_lacking_count(self, plan: Plan) -> int:
        return len(plan.outcome.get("lacking", []))


class EventRoundSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class PlanTableSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    number = serializers.IntegerField()
    name = serializers.CharField()
    rounds = serializers.ListField(
        child=serializers.IntegerField(), help_text="In which it was in service when the plan was made"
    )


class PlanGuestSerializer(serializers.Serializer[Any]):
    """`id` is of the registration."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=["startup", "contact"])
    name = serializers.CharField()
    organisation = serializers.CharField(help_text="Of a contact")
    rounds = serializers.ListField(child=serializers.IntegerField(), help_text="In which they are there")
    most = serializers.IntegerField(allow_null=True)
    least = serializers.IntegerField()


class PlannedMeetingSerializer(serializers.Serializer[Any]):
    """`host` and `guests` are registrations."""

    id = serializers.IntegerField()
    round = serializers.IntegerField()
    table = serializers.IntegerField()
    host = serializers.IntegerField()
    guests = serializers.ListField(child=serializers.IntegerField())
    is_pinned = serializers.BooleanField()
    interest = serializers.IntegerField(
        help_text="Of all pairs at the table, as it was when the plan was made"
    )
    is_mutual_must = serializers.BooleanField()


class UnmetWishSerializer(serializers.Serializer[Any]):
    startup = serializers.IntegerField()
    contact = serializers.IntegerField()
    is_mutual_must = serializers.BooleanField(source="must")
    why = serializers.CharField(help_text="A stable code")
    guest = serializers.IntegerField(allow_null=True, help_text="On whom it hangs")
    words = serializers.CharField()


class LackingGuestSerializer(serializers.Serializer[Any]):
    guest = serializers.IntegerField()
    has = serializers.IntegerField()
    least = serializers.IntegerField()
    possible = serializers.IntegerField(help_text="That any plan could give")
    words = serializers.CharField()


class PlanFaultSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="Stable")
    startup = serializers.IntegerField(allow_null=True)
    contact = serializers.IntegerField(allow_null=True)
    guest = serializers.IntegerField(allow_null=True)
    round = serializers.IntegerField(allow_null=True)
    table = serializers.IntegerField(allow_null=True, help_text="Its id")
    words = serializers.CharField()


class LostMeetingSerializer(serializers.Serializer[Any]):
    """Registrations that do not meet any more since the plan was published, and which of them does not come."""

    round = serializers.IntegerField()
    startup = serializers.IntegerField()
    contact = serializers.IntegerField()
    left = serializers.IntegerField()
    words = serializers.CharField()


class PlanDetailSerializer(PlanRowSerializer):
    event = serializers.SlugRelatedField(slug_field="slug", read_only=True)  # type: ignore[var-annotated]
    time_zone = serializers.CharField(source="event.time_zone")
    rounds = EventRoundSerializer(many=True, source="shown.rounds")
    tables = PlanTableSerializer(many=True, source="shown.tables")
    guests = PlanGuestSerializer(many=True, source="shown.guests")
    placed = PlannedMeetingSerializer(many=True, source="shown.meetings")
    unmet = UnmetWishSerializer(many=True, source="shown.unmet")
    lacking = LackingGuestSerializer(many=True, source="shown.lacking")
    faults = PlanFaultSerializer(many=True, source="shown.faults")
    dropped = PlanFaultSerializer(
        many=True, source="shown.dropped", help_text="Pins that could not be kept when it was planned"
    )
    lost = LostMeetingSerializer(many=True, source="shown.lost")

    class Meta(PlanRowSerializer.Meta):
        fields = [
            *PlanRowSerializer.Meta.fields,
            "event",
            "time_zone",
            "rounds",
            "tables",
            "guests",
            "placed",
            "unmet",
            "lacking",
            "faults",
            "dropped",
            "lost",
        ]
        read_only_fields = fields


class NewPlanSerializer(serializers.Serializer[Any]):
    pins_of = serializers.IntegerField(
        required=False, allow_null=True, help_text="A plan of the event: what is pinned in it stays"
    )
    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)


class PlaceSerializer(serializers.Serializer[Any]):
    round = serializers.IntegerField(min_value=1, max_value=60)
    table = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class MoveMeetingSerializer(PlaceSerializer):
    swap = serializers.BooleanField(
        default=False, help_text="Whoever sits at that table then comes here instead"
    )


class NewMeetingSerializer(PlaceSerializer):
    startup = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    contact = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class PinMeetingsSerializer(serializers.Serializer[Any]):
    meetings = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31 - 1), max_length=5000
    )
    is_pinned = serializers.BooleanField()


class ClashSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    guest = serializers.IntegerField(allow_null=True)
    meeting = serializers.IntegerField(allow_null=True)


class RoundClashesSerializer(serializers.Serializer[Any]):
    """What stands in the way of a meeting in a round, whatever the table."""

    round = serializers.IntegerField()
    clashes = ClashSerializer(many=True)


class MeetingPlaceSerializer(serializers.Serializer[Any]):
    round = serializers.IntegerField()
    table = serializers.IntegerField(help_text="Its number")


class PlanChangeSerializer(serializers.Serializer[Any]):
    """A pair that meets otherwise than in the other plan; null is not at all."""

    change = serializers.ChoiceField(choices=["added", "lost", "moved", "table"])
    startup = serializers.IntegerField()
    startup_name = serializers.CharField()
    contact = serializers.IntegerField()
    contact_name = serializers.CharField()
    before = MeetingPlaceSerializer(allow_null=True)
    after = MeetingPlaceSerializer(allow_null=True)


class PlanDifferenceSerializer(serializers.Serializer[Any]):
    guests = serializers.IntegerField(help_text="Whose own agenda changes")
    kept = serializers.IntegerField(help_text="Pairs that meet as before")
    changes = PlanChangeSerializer(many=True)


class AgendaTableSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    name = serializers.CharField()
    link = serializers.CharField()
    x = serializers.IntegerField()
    y = serializers.IntegerField()


class AgendaPersonSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    organisation = serializers.CharField()
    headline = serializers.CharField()


class AgendaMeetingSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    round = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    table = AgendaTableSerializer()
    people = AgendaPersonSerializer(many=True, help_text="Whom the guest meets")
    reason = serializers.ListField(child=serializers.CharField(), help_text="Two lines at most")


class GuestAgendaSerializer(serializers.Serializer[Any]):
    event = serializers.SlugField()
    title = serializers.CharField()
    place = serializers.CharField()
    link = serializers.CharField()
    floor_picture = serializers.CharField(help_text="The address of the picture under the tables, or empty")
    time_zone = serializers.CharField(help_text="Of the event")
    own_time_zone = serializers.CharField(help_text="Of the guest")
    state = serializers.CharField()
    plan = serializers.IntegerField(allow_null=True, help_text="Its number; null while none is published")
    published_at = serializers.DateTimeField(allow_null=True)
    rounds = EventRoundSerializer(many=True)
    meetings = AgendaMeetingSerializer(many=True)
    now = serializers.DateTimeField(help_text="By our clock, for countdowns on a phone whose clock is wrong")


class WallMeetingSerializer(serializers.Serializer[Any]):
    round = serializers.IntegerField()
    table = serializers.IntegerField(help_text="Its number")
    table_name = serializers.CharField()
    host = serializers.CharField()
    host_organisation = serializers.CharField()
    guests = serializers.ListField(child=serializers.CharField())


class WallSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    time_zone = serializers.CharField()
    plan = serializers.IntegerField(allow_null=True)
    rounds = EventRoundSerializer(many=True)
    round_now = serializers.IntegerField(allow_null=True)
    round_next = serializers.IntegerField(allow_null=True)
    meetings = WallMeetingSerializer(many=True)
    now = serializers.DateTimeField()
