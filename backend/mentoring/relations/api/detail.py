"""One pair, and the brief before a session, as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from directory.models import Topic
from mentoring.api.serializers import SessionNoteSerializer
from mentoring.models import (
    ActionItem,
    Agreement,
    AgreementState,
    Anchor,
    PairLink,
    PairMilestone,
    PrivateNote,
    Rating,
    RematchWish,
    Session,
    SessionState,
)
from mentoring.programmes.place_serializers import GivenAnswerSerializer
from mentoring.relations.api.serializers import AgreementExceptionSerializer, RelationRowSerializer
from mentoring.relations.rules import SIDES
from mentoring.series.api.bodies import SeriesTimeField


class PersonOfPairSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    side = serializers.ChoiceField(choices=SIDES)


class AgreementSerializer(serializers.ModelSerializer[Agreement]):
    state = serializers.ChoiceField(choices=AgreementState.choices)
    anchor = serializers.ChoiceField(choices=Anchor.choices)
    starts_time = SeriesTimeField()
    side = serializers.ChoiceField(choices=SIDES, help_text="Which side proposed it")
    exceptions = serializers.SerializerMethodField(help_text="Of the dates that the rule names, in order")

    class Meta:
        model = Agreement
        fields = [
            "version",
            "state",
            "goals",
            "sessions",
            "every_weeks",
            "anchor",
            "anchor_zone",
            "starts_on",
            "starts_time",
            "exceptions",
            "side",
            "proposed_at",
            "answered_at",
            "word",
        ]

    @extend_schema_field(AgreementExceptionSerializer(many=True))
    def get_exceptions(self, agreement: Agreement) -> list[dict[str, str | None]]:
        return [{"on": on, "starts_at": at} for on, at in sorted(agreement.exceptions.items())]


class ActionItemSerializer(serializers.ModelSerializer[ActionItem]):
    owner = serializers.IntegerField(source="owner_id")
    owner_name = serializers.CharField(source="owner.name")
    session = serializers.UUIDField(source="session_id", allow_null=True)

    class Meta:
        model = ActionItem
        fields = ["id", "text", "owner", "owner_name", "due_on", "session", "written_at", "done_at"]


class PairMilestoneSerializer(serializers.ModelSerializer[PairMilestone]):
    """What the pair wrote itself reads the same in both languages."""

    title_ko = serializers.CharField(source="title")
    title_en = serializers.SerializerMethodField()
    is_of_programme = serializers.BooleanField(help_text="Every pair of the programme begins with it")

    class Meta:
        model = PairMilestone
        fields = ["id", "title_ko", "title_en", "is_of_programme", "due_on", "reached_at"]

    def get_title_en(self, milestone: PairMilestone) -> str:
        return milestone.title_in("en")


class PairLinkSerializer(serializers.ModelSerializer[PairLink]):
    added_by_name = serializers.CharField(source="added_by.name")

    class Meta:
        model = PairLink
        fields = ["id", "title", "url", "added_by_name", "added_at"]


class PrivateNoteSerializer(serializers.ModelSerializer[PrivateNote]):
    class Meta:
        model = PrivateNote
        fields = ["id", "text", "at"]


class RatingSerializer(serializers.ModelSerializer[Rating]):
    session = serializers.UUIDField(source="session_id", allow_null=True, help_text="Null: at half of them")
    side = serializers.ChoiceField(choices=SIDES)
    by_name = serializers.CharField(source="by.name")

    class Meta:
        model = Rating
        fields = ["session", "side", "by_name", "score", "word", "at"]


class RematchWishSerializer(serializers.ModelSerializer[RematchWish]):
    side = serializers.ChoiceField(choices=SIDES)
    by_name = serializers.CharField(source="by.name")

    class Meta:
        model = RematchWish
        fields = ["side", "by_name", "reason", "at", "settled_at"]


class SessionOfPairSerializer(serializers.ModelSerializer[Session]):
    id = serializers.UUIDField(source="pk")
    state = serializers.ChoiceField(choices=SessionState.choices)
    starts_at = serializers.DateTimeField(source="appointment.starts_at")
    ends_at = serializers.DateTimeField(source="appointment.ends_at")
    notes = SessionNoteSerializer(many=True)

    class Meta:
        model = Session
        fields = ["id", "state", "starts_at", "ends_at", "goal", "notes"]


class RelationDetailSerializer(RelationRowSerializer):
    """A whole pair. `private_notes` are the caller's, `own_ratings` those of the caller's side; `ratings` and `wishes` are
    for coordinators, and empty for everybody else."""

    asked_at_half = serializers.BooleanField(help_text="The caller's side is asked how it goes")
    people = PersonOfPairSerializer(many=True)
    agreement = AgreementSerializer(allow_null=True)
    proposal = AgreementSerializer(allow_null=True)
    sessions = SessionOfPairSerializer(many=True)
    actions = ActionItemSerializer(many=True)
    milestones = PairMilestoneSerializer(many=True)
    links = PairLinkSerializer(many=True)
    private_notes = PrivateNoteSerializer(many=True)
    own_ratings = RatingSerializer(many=True)
    ratings = RatingSerializer(many=True)
    wishes = RematchWishSerializer(many=True)


class BriefTopicSerializer(serializers.ModelSerializer[Topic]):
    class Meta:
        model = Topic
        fields = ["slug", "name_ko", "name_en"]


class BriefCompanySerializer(serializers.Serializer[Any]):
    name_ko = serializers.CharField()
    name_en = serializers.CharField()
    builds_ko = serializers.CharField()
    builds_en = serializers.CharField()
    stage = serializers.CharField()
    markets = serializers.ListField(child=serializers.CharField())
    needs = BriefTopicSerializer(many=True)


class BriefSerializer(serializers.Serializer[Any]):
    """What the expert should know before a session; both sides read it."""

    relation = serializers.UUIDField(source="relation.pk", allow_null=True, default=None)
    company = BriefCompanySerializer(source="session.startup")
    number = serializers.IntegerField(help_text="Which session of the two it is, from 1")
    planned = serializers.SerializerMethodField(help_text="Of so many agreed on")
    goals = serializers.SerializerMethodField()
    goal = serializers.CharField(source="session.goal")
    questions = serializers.CharField(source="session.questions")
    deck_url = serializers.CharField(source="session.deck_url")
    notes = SessionNoteSerializer(many=True)
    actions = ActionItemSerializer(many=True)
    milestones = PairMilestoneSerializer(many=True)
    answers = GivenAnswerSerializer(
        many=True, help_text="What the startup said when it applied; for the two and coordinators"
    )

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_planned(self, brief: Any) -> int | None:
        return brief.agreement.sessions if brief.agreement else None

    @extend_schema_field(serializers.CharField())
    def get_goals(self, brief: Any) -> str:
        return brief.agreement.goals if brief.agreement else ""
