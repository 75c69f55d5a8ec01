from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Person
from agenda.own_clock import zone_of
from directory.models import Expert, Startup
from mentoring.answers import Outcome
from mentoring.companions import companions_in
from mentoring.models import (
    CalendarEdits,
    Companion,
    InvitationAnswer,
    Programme,
    Session,
    SessionNote,
    SessionState,
)
from mentoring.queries import offered_in
from mentoring.rules import Moment


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


class SessionCompanionSerializer(serializers.Serializer[Any]):
    """Somebody who takes part beside the founder and the expert who was asked."""

    id = serializers.IntegerField()
    side = serializers.ChoiceField(choices=["expert", "startup"])
    name = serializers.CharField(source="person.name")
    expert = serializers.IntegerField(source="expert_id", allow_null=True, help_text="Null for a colleague")
    organisation = serializers.SerializerMethodField()
    time_zone = serializers.SerializerMethodField()
    left_at = serializers.DateTimeField(allow_null=True, help_text="They said that they cannot come")
    left_word = serializers.CharField(allow_blank=True)

    def get_organisation(self, companion: Companion) -> str:
        return companion.expert.organisation if companion.expert else ""

    def get_time_zone(self, companion: Companion) -> str:
        """The zone on whose clock they live when the session starts."""
        return zone_of(companion.person, companion.session.appointment.starts_at)


class AttentionSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["calendar", "message", "clash"])
    state = serializers.CharField()


IN_GOOGLE = "Google shows it to the caller already, or soon: made there by hand it would stand there twice"


class SessionRowSerializer(serializers.ModelSerializer[Session]):
    """A session in a list. The context holds, by session id, `attention`: what is stuck, and `rooms`: where they meet;
    `in_google` are the ids of those that Google shows the reader."""

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
    meet_url = serializers.SerializerMethodField(help_text="Empty while it is not agreed, or has none")
    in_google = serializers.SerializerMethodField(help_text=IN_GOOGLE)
    companions = serializers.SerializerMethodField()
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
            "meet_url",
            "in_google",
            "companions",
            "attention",
        ]

    def get_expert_time_zone(self, session: Session) -> str:
        """The zone on whose clock the expert lives when it starts, on a journey another than at home."""
        return zone_of(session.expert.person, session.appointment.starts_at)

    def get_founder_time_zone(self, session: Session) -> str:
        """The same of the founder."""
        return zone_of(session.founder, session.appointment.starts_at)

    def get_meet_url(self, session: Any) -> str:
        return str(self.context.get("rooms", {}).get(session.pk, ""))

    def get_in_google(self, session: Any) -> bool:
        return session.pk in self.context.get("in_google", ())

    @extend_schema_field(SessionCompanionSerializer(many=True))
    def get_companions(self, session: Any) -> list[dict[str, Any]]:
        """Those who said that they cannot come too."""
        return [COMPANION.to_representation(one) for one in companions_in(session)]

    @extend_schema_field(AttentionSerializer(many=True))
    def get_attention(self, session: Any) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = self.context.get("attention", {}).get(session.pk, [])
        return rows


# To make a serializer costs more than to use it, and this keeps nothing of what it is given.
COMPANION = SessionCompanionSerializer()


class SessionCalendarSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(
        choices=["none", "waiting", "written", "failed", "removed", "emailed"],
        help_text="What Google shows of it; emailed: nobody here has a connected calendar, invitations went by e-mail",
    )
    detail = serializers.CharField(allow_blank=True)
    html_link = serializers.CharField(allow_blank=True)
    room = serializers.ChoiceField(
        choices=["", "meet", "hub", "missing"],
        help_text="What `meet_url` leads to; missing: Google makes no Meet, and the hub has no room of its own",
    )


class SessionReminderSerializer(serializers.Serializer[Any]):
    person_name = serializers.CharField(source="person.name")
    kind = serializers.CharField(help_text="reminder, starting, or after the end")
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
    """What somebody answered in their calendar to the invitation as it stands; it decides nothing by itself."""

    side = serializers.SerializerMethodField()
    name = serializers.CharField(source="person.name", help_text="Whose answer it is")

    class Meta:
        model = InvitationAnswer
        fields = ["side", "name", "answer", "channel", "answered_at"]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=["startup", "expert", "companion"]))
    def get_side(self, answer: InvitationAnswer) -> str:
        about = answer.session or answer.series
        if about is not None and answer.person_id == about.expert.person_id:
            return "expert"
        return "startup" if about is not None and answer.person_id == about.founder_id else "companion"


class SessionPolicySerializer(serializers.Serializer[Any]):
    """What the programme still lets its sides change."""

    move_until = serializers.DateTimeField(help_text="From then on only `overriders` move it")
    moves_left = serializers.IntegerField(allow_null=True, help_text="null: as often as needed")
    free_cancel_until = serializers.DateTimeField(
        help_text="From then on a cancellation by the startup counts against its quota"
    )
    no_show_from = serializers.DateTimeField(
        help_text="From then on somebody who has not come may be said to be missing"
    )
    no_show_until = serializers.DateTimeField(help_text="From then on it is too late to say so")
    dispute_until = serializers.DateTimeField(
        allow_null=True,
        help_text="Until when whoever is said not to have come may dispute it; null: nobody is",
    )
    calendar_edits = serializers.ChoiceField(
        choices=CalendarEdits.choices,
        source="policy.calendar_edits",
        help_text="What follows where one side moves, deletes or declines it in Google: the other is asked, or it is done",
    )
    overriders = serializers.SerializerMethodField()

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField(choices=["coordinator", "expert"]))
    )
    def get_overriders(self, moment: Moment) -> list[str]:
        """Who may set all this aside."""
        return sorted(moment.policy.overriders)


class AskedCancelSerializer(serializers.Serializer[Any]):
    """Somebody deleted or declined the session in Google Calendar: the others say whether it is off."""

    by = serializers.ChoiceField(choices=["startup", "expert", "coordinator"], source="cancel_asked_by")
    asked_at = serializers.DateTimeField(source="cancel_asked_at")


class ProposalSerializer(serializers.Serializer[Any]):
    """Other times that one side proposes; the other takes one of them."""

    by = serializers.ChoiceField(
        choices=["startup", "expert", "system"],
        help_text="system: nobody of ours. Whoever takes it first proposes it to the other side",
    )
    word = serializers.CharField(allow_blank=True)
    origin = serializers.ChoiceField(
        choices=["meridian", "google", "guest"],
        help_text="google: they moved the session in their Google Calendar, which shows the new time meanwhile; guest: an "
        "event that guests may change was moved there, and nobody knows by whom",
    )
    needs_both = serializers.BooleanField(
        help_text="Whoever takes a time first does not agree on it with that: the other side is asked then"
    )
    expires_at = serializers.DateTimeField()
    starts = FreeStartSerializer(many=True)


class StoryEntrySerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    actor = serializers.CharField(allow_null=True, help_text="Who did it; null is the system")
    person = serializers.CharField(allow_null=True, help_text="Whom it concerned, where that is one person")
    action = serializers.CharField()
    details = serializers.DictField()


class StoryReadingSerializer(serializers.Serializer[Any]):
    """How one side's own calendars were last read, together; never what is in them."""

    person = serializers.CharField(source="person.name")
    state = serializers.ChoiceField(
        choices=["none", "off", "waiting", "known", "stale", "unknown"],
        help_text="none: not connected; off: they do not show when they are busy; waiting: not read yet",
    )
    calendars = serializers.IntegerField(help_text="How many count as busy")
    as_of = serializers.DateTimeField(allow_null=True, help_text="The last good reading, of the oldest")
    detail = serializers.CharField(help_text="The stable code of what stood in the way since")


class StorySerializer(serializers.Serializer[Any]):
    entries = StoryEntrySerializer(many=True)
    readings = StoryReadingSerializer(many=True, help_text="Of each side whose calendar counts")


class WholeStorySerializer(StorySerializer):
    """What happened, and what calendars and messages say now, of what is no single session. `attention` names what did not get through."""

    calendar = SessionCalendarSerializer(source="whole.calendar")
    reminders = SessionReminderSerializer(many=True, source="whole.reminders")
    messages = SessionMessageSerializer(many=True, source="whole.messages")
    attention = AttentionSerializer(many=True, source="whole.attention")


class RetriedSerializer(serializers.Serializer[Any]):
    calendar = serializers.BooleanField()
    messages = serializers.IntegerField()


class AnswerViewSerializer(SessionRowSerializer):
    """What is seen behind a signed link. The context holds its `bearer` too."""

    answered = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()
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
            "outcome",
            "asks",
            "person_id",
            "proposal",
        ]

    def get_answered(self, session: Session) -> bool:
        return bool(self.context["bearer"].answered)

    @extend_schema_field(
        serializers.ChoiceField(choices=[(one.value, one.value) for one in Outcome], allow_null=True)
    )
    def get_outcome(self, session: Session) -> str | None:
        """What holds once there is nothing to answer: asked is the other side, about the time that the bearer takes;
        stands does the agreed time; pending is an agreement; ended has the session, as its state says."""
        outcome: str | None = self.context["bearer"].outcome
        return outcome

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
