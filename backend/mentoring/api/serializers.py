from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Person
from agenda.own_clock import zone_of
from directory.models import Expert, Startup
from mentoring.models import InvitationAnswer, Programme, Session, SessionNote, SessionState
from mentoring.queries import offered_in


class FreeStartSerializer(serializers.Serializer[Any]):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class SessionProgrammeSerializer(serializers.ModelSerializer[Programme]):
    class Meta:
        model = Programme
        fields = ["slug", "name_ko", "name_en"]


class SessionExpertSerializer(serializers.ModelSerializer[Expert]):
    name = serializers.CharField(source="person.name")
    time_zone = serializers.CharField(source="person.time_zone")

    class Meta:
        model = Expert
        fields = ["id", "name", "organisation", "time_zone"]


class SessionStartupSerializer(serializers.ModelSerializer[Startup]):
    class Meta:
        model = Startup
        fields = ["id", "name_ko", "name_en"]


class SessionFounderSerializer(serializers.ModelSerializer[Person]):
    class Meta:
        model = Person
        fields = ["id", "name", "time_zone"]


class AttentionSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["calendar", "message"])
    state = serializers.CharField()


class SessionRowSerializer(serializers.ModelSerializer[Session]):
    """A session in a list. The context holds `attention`: what is stuck, by session id."""

    id = serializers.UUIDField(source="pk")
    state = serializers.ChoiceField(choices=SessionState.choices)
    programme = SessionProgrammeSerializer()
    expert = SessionExpertSerializer()
    startup = SessionStartupSerializer()
    founder = SessionFounderSerializer()
    starts_at = serializers.DateTimeField(source="appointment.starts_at")
    ends_at = serializers.DateTimeField(source="appointment.ends_at")
    version = serializers.IntegerField(source="appointment.version")
    hold_expires_at = serializers.DateTimeField(source="appointment.hold_expires_at", allow_null=True)
    series = serializers.UUIDField(
        source="series_id", allow_null=True, help_text="The series of which it is one date"
    )
    attention = serializers.SerializerMethodField()
    expert_time_zone = serializers.SerializerMethodField()
    founder_time_zone = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = [
            "id",
            "state",
            "programme",
            "expert",
            "startup",
            "founder",
            "starts_at",
            "ends_at",
            "expert_time_zone",
            "founder_time_zone",
            "version",
            "hold_expires_at",
            "series",
            "attention",
        ]

    def get_expert_time_zone(self, session: Session) -> str:
        """The zone on whose clock the expert lives when it starts, on a journey another than at home."""
        return zone_of(session.expert.person, session.appointment.starts_at)

    def get_founder_time_zone(self, session: Session) -> str:
        """The same of the founder."""
        return zone_of(session.founder, session.appointment.starts_at)

    @extend_schema_field(AttentionSerializer(many=True))
    def get_attention(self, session: Any) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = self.context.get("attention", {}).get(session.pk, [])
        return rows


class SessionCalendarSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(
        choices=["none", "waiting", "written", "failed", "removed", "emailed"],
        help_text="What Google shows of it; emailed: nobody here has a connected calendar, invitations went by e-mail",
    )
    detail = serializers.CharField(allow_blank=True)
    html_link = serializers.CharField(allow_blank=True)


class SessionReminderSerializer(serializers.Serializer[Any]):
    person_name = serializers.CharField(source="person.name")
    due_at = serializers.DateTimeField()
    offset_minutes = serializers.IntegerField()
    state = serializers.CharField()
    dropped_because = serializers.CharField()
    version = serializers.IntegerField()


class SessionMessageSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    person_name = serializers.CharField(source="person.name")
    channel = serializers.CharField()
    kind = serializers.CharField()
    state = serializers.CharField()
    created_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)
    error = serializers.CharField(source="error_code")


class SessionNoteSerializer(serializers.ModelSerializer[SessionNote]):
    author_name = serializers.CharField(source="author.name", read_only=True)

    class Meta:
        model = SessionNote
        fields = ["author_name", "text", "at"]
        read_only_fields = ["at"]


class InvitationAnswerSerializer(serializers.ModelSerializer[InvitationAnswer]):
    """What one side answered in their calendar to the invitation as it stands; it decides nothing by itself."""

    side = serializers.SerializerMethodField()

    class Meta:
        model = InvitationAnswer
        fields = ["side", "answer", "channel", "answered_at"]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=["startup", "expert"]))
    def get_side(self, answer: InvitationAnswer) -> str:
        about = answer.session or answer.series
        return "expert" if about is not None and answer.person_id == about.expert.person_id else "startup"


class SessionPolicySerializer(serializers.Serializer[Any]):
    """What the programme still lets its sides change."""

    move_until = serializers.DateTimeField(help_text="From then on only a coordinator moves it")
    moves_left = serializers.IntegerField(allow_null=True, help_text="null: as often as needed")
    free_cancel_until = serializers.DateTimeField(
        help_text="From then on a cancellation by the startup counts against its quota"
    )


class ProposalSerializer(serializers.Serializer[Any]):
    """Other times that one side proposes; the other takes one of them."""

    by = serializers.ChoiceField(choices=["startup", "expert"])
    word = serializers.CharField(allow_blank=True)
    expires_at = serializers.DateTimeField()
    starts = FreeStartSerializer(many=True)


class StoryEntrySerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    actor = serializers.CharField(allow_null=True, help_text="Who did it; null is the system")
    person = serializers.CharField(allow_null=True, help_text="Whom it concerned, where that is one person")
    action = serializers.CharField()
    details = serializers.DictField()


class StorySerializer(serializers.Serializer[Any]):
    entries = StoryEntrySerializer(many=True)


class RetriedSerializer(serializers.Serializer[Any]):
    calendar = serializers.BooleanField()
    messages = serializers.IntegerField()


class AnswerViewSerializer(SessionRowSerializer):
    """What is seen behind a signed link. The context holds its `bearer`."""

    answered = serializers.SerializerMethodField()
    asks = serializers.SerializerMethodField()
    person_id = serializers.SerializerMethodField()
    proposal = serializers.SerializerMethodField()

    class Meta(SessionRowSerializer.Meta):
        fields = [
            *SessionRowSerializer.Meta.fields,
            "goal",
            "questions",
            "deck_url",
            "decision_word",
            "answered",
            "asks",
            "person_id",
            "proposal",
        ]

    def get_answered(self, session: Session) -> bool:
        return bool(self.context["bearer"].answered)

    @extend_schema_field(serializers.ChoiceField(choices=["request", "proposal"]))
    def get_asks(self, session: Session) -> str:
        """Whether a request is to be answered, or one of the proposed times to be taken."""
        return "proposal" if self.context["bearer"].proposal else "request"

    def get_person_id(self, session: Session) -> int:
        """Whose link it is: the expert's or the founder's id."""
        return int(self.context["bearer"].person.pk)

    @extend_schema_field(ProposalSerializer(allow_null=True))
    def get_proposal(self, session: Session) -> Any:
        proposal = self.context["bearer"].proposal
        return ProposalSerializer(offered_in(proposal, session)).data if proposal else None
