"""One session with everything around it, as one viewer is told of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Person
from mentoring.api.serializers import (
    AskedCancelSerializer,
    AttentionSerializer,
    InvitationAnswerSerializer,
    ProposalSerializer,
    SessionCalendarSerializer,
    SessionCompanionSerializer,
    SessionMessageSerializer,
    SessionNoteSerializer,
    SessionPolicySerializer,
    SessionReminderSerializer,
    SessionRowSerializer,
)
from mentoring.models import Session
from mentoring.queries import Whole, moment_of, open_proposal, possible_for
from mentoring.rules import Moment


@dataclass(frozen=True)
class Told:
    """A session and everything around it, as `viewer` is told of it at `now`, and whether Google shows it to them. Else it
    is the session."""

    session: Session
    viewer: Person
    now: datetime
    whole: Whole
    in_google: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.session, name)

    @property
    def moment(self) -> Moment:
        return moment_of(self.session, self.now)


class SessionDetailSerializer(SessionRowSerializer):
    """One session with all its sides may know: of what is `Told`. Has no context, so that one serves for all."""

    calendar = serializers.SerializerMethodField()
    reminders = serializers.SerializerMethodField()
    messages = serializers.SerializerMethodField()
    notes = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    may = serializers.SerializerMethodField()
    policy = serializers.SerializerMethodField()
    proposal = serializers.SerializerMethodField()
    cancel_request = serializers.SerializerMethodField()

    class Meta(SessionRowSerializer.Meta):
        fields = [
            *SessionRowSerializer.Meta.fields,
            "goal",
            "questions",
            "deck_url",
            "decision_word",
            "closing_reason",
            "no_show_by",
            "no_show_said_by",
            "no_show_at",
            "dispute_state",
            "cancelled_late",
            "requested_at",
            "revision",
            "calendar",
            "reminders",
            "messages",
            "notes",
            "answers",
            "may",
            "policy",
            "proposal",
            "cancel_request",
        ]

    @extend_schema_field(AttentionSerializer(many=True))
    def get_attention(self, told: Any) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = told.whole.attention
        return rows

    def get_meet_url(self, told: Any) -> str:
        return str(told.whole.calendar.meet_url)

    def get_in_google(self, told: Any) -> bool:
        return bool(told.in_google)

    @extend_schema_field(SessionCompanionSerializer(many=True))
    def get_companions(self, told: Any) -> list[dict[str, Any]]:
        return super().get_companions(told.session)

    @extend_schema_field(SessionCalendarSerializer)
    def get_calendar(self, told: Told) -> Any:
        return CALENDAR.to_representation(told.whole.calendar)

    @extend_schema_field(SessionReminderSerializer(many=True))
    def get_reminders(self, told: Told) -> Any:
        return [REMINDER.to_representation(reminder) for reminder in told.whole.reminders]

    @extend_schema_field(SessionMessageSerializer(many=True))
    def get_messages(self, told: Told) -> Any:
        return [MESSAGE.to_representation(message) for message in told.whole.messages]

    @extend_schema_field(SessionNoteSerializer(many=True))
    def get_notes(self, told: Told) -> Any:
        return [NOTE.to_representation(note) for note in told.whole.notes]

    @extend_schema_field(InvitationAnswerSerializer(many=True))
    def get_answers(self, told: Told) -> Any:
        return [ANSWER.to_representation(answer) for answer in told.whole.answers]

    @extend_schema_field(SessionPolicySerializer)
    def get_policy(self, told: Told) -> Any:
        return POLICY.to_representation(told.moment)

    @extend_schema_field(ProposalSerializer(allow_null=True))
    def get_proposal(self, told: Told) -> Any:
        proposal = open_proposal(told.session, told.now)
        return PROPOSAL.to_representation(proposal) if proposal else None

    @extend_schema_field(AskedCancelSerializer(allow_null=True))
    def get_cancel_request(self, told: Told) -> Any:
        session = told.session
        return CANCEL_REQUEST.to_representation(session) if session.cancel_asked_by else None

    def get_may(self, told: Told) -> list[str]:
        return possible_for(told.viewer, told.session, told.now)


# To make a serializer costs more than to use it, and these keep nothing of what they are given.
CALENDAR, REMINDER, MESSAGE = (
    SessionCalendarSerializer(),
    SessionReminderSerializer(),
    SessionMessageSerializer(),
)
NOTE, POLICY, PROPOSAL = SessionNoteSerializer(), SessionPolicySerializer(), ProposalSerializer()
CANCEL_REQUEST = AskedCancelSerializer()
ANSWER = InvitationAnswerSerializer()
DETAIL: serializers.BaseSerializer[Any] = SessionDetailSerializer()
