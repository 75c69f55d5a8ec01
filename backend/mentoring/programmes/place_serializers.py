"""Who takes part, what they give, and what they applied with."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from directory.fields import BySlugField, CountriesField
from directory.models import Expert, Stage, Startup, Topic
from mentoring.models import (
    Application,
    ApplicationState,
    Joining,
    PairingWay,
    ProgrammeExpert,
    ProgrammeKind,
    ProgrammeStartup,
    ProgrammeState,
    TakingPart,
)
from mentoring.programmes import rules
from mentoring.programmes.reviewing import MOST_AT_ONCE
from mentoring.programmes.serializers import MilestoneSerializer, QuestionSerializer

MOST_PARTNERS = 100
LARGEST_DRAFT = 60_000  # characters


class StartupNameSerializer(serializers.ModelSerializer[Startup]):
    class Meta:
        model = Startup
        fields = ["id", "name_ko", "name_en"]


class ProgrammeStartupSerializer(serializers.ModelSerializer[ProgrammeStartup]):
    startup = StartupNameSerializer(read_only=True)
    state = serializers.ChoiceField(choices=TakingPart.choices, read_only=True)
    least_experts = serializers.IntegerField(min_value=0, max_value=MOST_PARTNERS)
    most_experts = serializers.IntegerField(min_value=1, max_value=MOST_PARTNERS)

    class Meta:
        model = ProgrammeStartup
        fields = ["startup", "state", "since", "least_experts", "most_experts"]
        read_only_fields = ["since"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["least_experts"] > attrs["most_experts"]:
            message = _("At least cannot be more than at most. Change one of them.")
            raise serializers.ValidationError({"least_experts": message}, code="more_than_most")
        return attrs


class GivingSerializer(serializers.ModelSerializer[ProgrammeExpert]):
    """What an expert gives in a programme; nothing named of topics, languages, stages or markets: any."""

    state = serializers.ChoiceField(choices=TakingPart.choices, read_only=True)
    capacity = serializers.IntegerField(
        min_value=1, max_value=MOST_PARTNERS, help_text="So many startups at once"
    )
    least_startups = serializers.IntegerField(min_value=0, max_value=MOST_PARTNERS, default=0)
    topics: BySlugField[Topic] = BySlugField(many=True, queryset=Topic.objects.all())
    languages = serializers.ListField(
        child=serializers.RegexField(r"^[a-z]{2}$"), max_length=20, help_text="ISO 639-1: ko, en"
    )
    stages = serializers.MultipleChoiceField(choices=Stage.choices)
    markets = CountriesField()
    will_not = serializers.CharField(max_length=1000, allow_blank=True, default="")

    class Meta:
        model = ProgrammeExpert
        fields = [
            "state",
            "since",
            "capacity",
            "least_startups",
            "topics",
            "languages",
            "stages",
            "markets",
            "will_not",
        ]
        read_only_fields = ["since"]

    def validate_stages(self, stages: set[str]) -> list[str]:
        return [stage for stage in Stage.values if stage in stages]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["least_startups"] > attrs["capacity"]:
            message = _("At least cannot be more than at most. Change one of them.")
            raise serializers.ValidationError({"least_startups": message}, code="more_than_most")
        return attrs


class ExpertNameSerializer(serializers.ModelSerializer[Expert]):
    name = serializers.CharField(source="person.name")

    class Meta:
        model = Expert
        fields = ["id", "name", "organisation", "kind"]


class ProgrammeExpertSerializer(GivingSerializer):
    expert = ExpertNameSerializer(read_only=True)

    class Meta(GivingSerializer.Meta):
        fields = ["expert", *GivingSerializer.Meta.fields]


class InvitationsSerializer(serializers.Serializer[Any]):
    startups = serializers.PrimaryKeyRelatedField(
        queryset=Startup.objects.all(), many=True, required=False, default=list
    )
    experts = serializers.PrimaryKeyRelatedField(
        queryset=Expert.objects.filter(person__is_active=True), many=True, required=False, default=list
    )


class InvitedSerializer(serializers.Serializer[Any]):
    invited = serializers.IntegerField(help_text="How many were not invited and did not take part before")


class InvitationAnswerSerializer(serializers.Serializer[Any]):
    says = serializers.ChoiceField(choices=["yes", "no"])


class DraftSerializer(serializers.Serializer[Any]):
    answers = serializers.DictField(
        child=serializers.JSONField(allow_null=True), help_text="By ids of questions, as text"
    )

    def validate_answers(self, answers: dict[str, Any]) -> dict[str, Any]:
        if len(json.dumps(answers)) > LARGEST_DRAFT or not all(map(rules.is_storable, _texts_in(answers))):
            raise serializers.ValidationError(
                _("These answers are too long, or hold what is no text. Shorten them."), code="too_long"
            )
        return answers


def _texts_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for one in pair for text in _texts_in(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts_in(one)]
    return [value] if isinstance(value, str) else []


class OwnApplicationSerializer(serializers.ModelSerializer[Application]):
    """As the startup sees it: never a score or a note."""

    answers = serializers.JSONField(source="draft", read_only=True, help_text="By ids of questions, as text")

    class Meta:
        model = Application
        fields = ["state", "answers", "submitted_at", "decided_at", "word"]


class OfferedProgrammeSerializer(serializers.Serializer[Any]):
    """A programme as somebody sees it who takes part or can."""

    slug = serializers.CharField(source="programme.slug")
    name_ko = serializers.CharField(source="programme.name_ko")
    name_en = serializers.CharField(source="programme.name_en")
    summary_ko = serializers.CharField(source="programme.summary_ko")
    summary_en = serializers.CharField(source="programme.summary_en")
    kind = serializers.ChoiceField(choices=ProgrammeKind.choices, source="programme.kind")
    state = serializers.ChoiceField(choices=ProgrammeState.choices, source="programme.state")
    joining = serializers.ChoiceField(choices=Joining.choices, source="programme.joining")
    pairing = serializers.ChoiceField(choices=PairingWay.choices, source="programme.pairing")
    expert_kind = serializers.CharField(source="programme.expert_kind")
    session_minutes = serializers.IntegerField(source="programme.session_minutes")
    formats = serializers.ListField(child=serializers.CharField(), source="programme.formats")
    starts_on = serializers.DateField(source="programme.starts_on", allow_null=True)
    ends_on = serializers.DateField(source="programme.ends_on", allow_null=True)
    applications_until = serializers.DateTimeField(source="programme.applications_until", allow_null=True)
    place = serializers.CharField(
        source="place.state", default="", help_text="invited, joined, declined, left; empty: none"
    )
    application = serializers.CharField(source="application.state", default="")
    may = serializers.ListField(
        child=serializers.ChoiceField(choices=["answer", "apply", "withdraw", "give", "leave"])
    )


class OfferedProgrammeDetailSerializer(OfferedProgrammeSerializer):
    milestones = MilestoneSerializer(source="programme.milestones.all", many=True)
    questions = QuestionSerializer(many=True, help_text="What is asked with an application")
    own_application = OwnApplicationSerializer(source="application_sent", allow_null=True)
    giving = GivingSerializer(allow_null=True, help_text="What the expert who calls gives")


class GivenAnswerSerializer(serializers.Serializer[Any]):
    question = QuestionSerializer(help_text="In the version that was answered")
    value = serializers.JSONField()


class ApplicationRowSerializer(serializers.ModelSerializer[Application]):
    startup = StartupNameSerializer()

    class Meta:
        model = Application
        fields = ["id", "startup", "state", "submitted_at", "score", "decided_at"]


class ApplicationDetailSerializer(ApplicationRowSerializer):
    submitted_by = serializers.CharField(source="submitted_by.name")
    answers = serializers.SerializerMethodField()

    class Meta(ApplicationRowSerializer.Meta):
        fields = [
            *ApplicationRowSerializer.Meta.fields,
            "submitted_by",
            "note",
            "word",
            "answers",
            "revision",
        ]

    @extend_schema_field(GivenAnswerSerializer(many=True))
    def get_answers(self, row: Application) -> list[dict[str, Any]]:
        return [dict(GivenAnswerSerializer(one).data) for one in row.answers.all()]


class ReviewSerializer(serializers.ModelSerializer[Application]):
    score = serializers.IntegerField(min_value=1, max_value=5, allow_null=True)
    note = serializers.CharField(max_length=4000, allow_blank=True, default="")

    class Meta:
        model = Application
        fields = ["score", "note"]


class DecisionSerializer(serializers.Serializer[Any]):
    applications = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        min_length=1,
        max_length=MOST_AT_ONCE,
    )
    decision = serializers.ChoiceField(
        choices=[ApplicationState.ACCEPTED, ApplicationState.WAITLISTED, ApplicationState.DECLINED]
    )
    word = serializers.CharField(max_length=1000, allow_blank=True, default="", help_text="To the startups")


class DecidedSerializer(serializers.Serializer[Any]):
    decided = serializers.IntegerField()
