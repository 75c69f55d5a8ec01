"""Programmes as coordinators edit them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.fields import ReminderOffsetsField
from clock.fields import BOUNDED, DayField
from mentoring.models import (
    LONGEST_CUTOFF,
    Format,
    Programme,
    ProgrammeMilestone,
    Question,
    QuestionKind,
)
from mentoring.programmes import rules

LONGEST_SESSION = 8 * 60  # minutes
LONGEST_HORIZON = 366  # days
LONGEST_NOTICE = 60 * 24  # hours
MOST_SESSIONS = 1000
MOST_QUESTIONS = 50
MOST_OPTIONS = 30
ABOUT = ["kind", "name_ko", "name_en", "summary_ko", "summary_en"]
JOINING = ["expert_kind", "joining", "takes_all_experts", "pairing", "applications_until"]
DATES = ["starts_on", "ends_on", "cycle_from_on", "cycle_until_on"]
POLICY = [
    "formats",
    "approval",
    "session_minutes",
    "step_minutes",
    "notice_hours",
    "horizon_days",
    "hold_hours",
    "reschedule_cutoff_hours",
    "cancel_cutoff_hours",
    "max_moves",
    "overrides_by",
    "calendar_edits",
    "quota_per_month",
    "quota_per_cycle",
    "reminder_offsets_minutes",
    "tells_at_start",
    "tells_after",
]


def number(least: int, most: int, **options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=least, max_value=most, required=False, **options)


class ProgrammeWordsSerializer(serializers.ModelSerializer[Programme]):
    """Everything of a programme that a coordinator can set; some of it only before people joined."""

    serializer_field_mapping = BOUNDED
    summary_ko = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    summary_en = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    formats = serializers.MultipleChoiceField(choices=Format.choices, allow_empty=False, required=False)
    session_minutes = number(5, LONGEST_SESSION)
    step_minutes = number(5, LONGEST_SESSION)
    notice_hours = number(0, LONGEST_NOTICE)
    horizon_days = number(1, LONGEST_HORIZON)
    hold_hours = number(1, LONGEST_NOTICE)
    reschedule_cutoff_hours = number(0, LONGEST_CUTOFF)
    cancel_cutoff_hours = number(0, LONGEST_CUTOFF)
    max_moves = number(0, MOST_SESSIONS, allow_null=True)
    quota_per_month = number(1, MOST_SESSIONS, allow_null=True)
    quota_per_cycle = number(1, MOST_SESSIONS, allow_null=True)
    reminder_offsets_minutes = ReminderOffsetsField(required=False)

    class Meta:
        model = Programme
        fields = [*ABOUT, *JOINING, *DATES, *POLICY]

    def validate_formats(self, formats: set[str]) -> list[str]:
        return [one for one in Format.values if one in formats]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        def standing(name: str) -> Any:
            return attrs.get(name, getattr(self.instance, name, None))

        for first, last in (("starts_on", "ends_on"), ("cycle_from_on", "cycle_until_on")):
            if standing(first) and standing(last) and standing(last) < standing(first):
                message = _("The last day comes before the first. Change one of them.")
                raise serializers.ValidationError({last: message}, code="ends_before_it_starts")
        if bool(standing("cycle_from_on")) != bool(standing("cycle_until_on")):
            message = _("Give both days of the period, or none.")
            raise serializers.ValidationError({"cycle_until_on": message}, code="half_a_period")
        return attrs


class NewProgrammeSerializer(ProgrammeWordsSerializer):
    slug = serializers.SlugField(max_length=50, help_text="Its short name in addresses; it stays")

    class Meta(ProgrammeWordsSerializer.Meta):
        fields = ["slug", *ProgrammeWordsSerializer.Meta.fields]


class ProgrammeChangeSerializer(ProgrammeWordsSerializer):
    """Every field may be left out."""

    class Meta(ProgrammeWordsSerializer.Meta):
        extra_kwargs: ClassVar[dict[str, dict[str, Any]]] = {
            name: {"required": False} for name in ("name_ko", "name_en", "expert_kind")
        }


class ProgrammeCopySerializer(serializers.Serializer[Any]):
    slug = serializers.SlugField(max_length=50)
    name_ko = serializers.CharField(max_length=80)
    name_en = serializers.CharField(max_length=80)
    starts_on = DayField(help_text="Every other date moves with it")


class ProgrammeCloseSerializer(serializers.Serializer[Any]):
    knowingly = serializers.BooleanField(default=False, help_text="Although sessions lie ahead")


class QuestionOptionSerializer(serializers.Serializer[Any]):
    key = serializers.SlugField(max_length=30, help_text="Stays the same when the words change")
    ko = serializers.CharField(max_length=200)
    en = serializers.CharField(max_length=200)


class QuestionSerializer(serializers.ModelSerializer[Question]):
    id = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        help_text="Of the version that is asked now; none: a new one",
    )
    options = serializers.ListField(
        child=QuestionOptionSerializer(), max_length=MOST_OPTIONS, required=False, default=list
    )
    scale_from = serializers.IntegerField(min_value=-100, max_value=100, allow_null=True, default=None)
    scale_to = serializers.IntegerField(min_value=-100, max_value=100, allow_null=True, default=None)
    help_ko = serializers.CharField(max_length=1000, allow_blank=True, default="")
    help_en = serializers.CharField(max_length=1000, allow_blank=True, default="")
    is_required = serializers.BooleanField(default=True)
    number = serializers.IntegerField(read_only=True, help_text="Of the version")

    class Meta:
        model = Question
        fields = [
            "id",
            "kind",
            "title_ko",
            "title_en",
            "help_ko",
            "help_en",
            "is_required",
            "options",
            "scale_from",
            "scale_to",
            "number",
        ]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        kind, keys = attrs["kind"], [option["key"] for option in attrs["options"]]
        is_choice = kind in (QuestionKind.ONE, QuestionKind.MANY)
        if is_choice and len(keys) < 2:
            raise _refused("options", "too_few", _("Offer at least two answers."))
        if len(set(keys)) < len(keys):
            raise _refused("options", "twice", _("Two answers have the same key. Change one."))
        low, high = attrs["scale_from"], attrs["scale_to"]
        if kind == QuestionKind.SCALE and (low is None or high is None or high <= low):
            raise _refused("scale_to", "no_scale", _("Give both ends of the scale, the lower one first."))
        if not is_choice:
            attrs["options"] = []
        if kind != QuestionKind.SCALE:
            attrs |= {"scale_from": None, "scale_to": None}
        return attrs


def _refused(field: str, code: str, message: Any) -> serializers.ValidationError:
    return serializers.ValidationError({field: message}, code=code)


class QuestionsSerializer(serializers.Serializer[Any]):
    """All that are asked from now on, in their order."""

    questions = serializers.ListField(child=QuestionSerializer(), max_length=MOST_QUESTIONS)


class MilestoneSerializer(serializers.ModelSerializer[ProgrammeMilestone]):
    due_weeks = serializers.IntegerField(
        min_value=1, max_value=104, allow_null=True, default=None, help_text="Null: a goal of the whole"
    )

    class Meta:
        model = ProgrammeMilestone
        fields = ["title_ko", "title_en", "due_weeks"]


class MilestonesSerializer(serializers.Serializer[Any]):
    milestones = serializers.ListField(child=MilestoneSerializer(), max_length=MOST_QUESTIONS)


class ProgrammeDeskRowSerializer(serializers.ModelSerializer[Programme]):
    experts_joined = serializers.IntegerField()
    experts_invited = serializers.IntegerField()
    startups_joined = serializers.IntegerField()
    startups_invited = serializers.IntegerField()
    applications_waiting = serializers.IntegerField()

    class Meta:
        model = Programme
        fields = [
            "id",
            "slug",
            "state",
            *ABOUT,
            *JOINING,
            *DATES,
            "experts_joined",
            "experts_invited",
            "startups_joined",
            "startups_invited",
            "applications_waiting",
        ]


class ProgrammeDeskSerializer(ProgrammeDeskRowSerializer):
    """The whole of a programme; `fixed` are the fields that cannot be changed any more."""

    formats = serializers.ListField(child=serializers.ChoiceField(choices=Format.choices))
    milestones = MilestoneSerializer(many=True)
    intake_questions = serializers.SerializerMethodField()
    feedback_questions = serializers.SerializerMethodField()
    fixed = serializers.SerializerMethodField()

    class Meta(ProgrammeDeskRowSerializer.Meta):
        fields = [
            *ProgrammeDeskRowSerializer.Meta.fields,
            *POLICY,
            "revision",
            "milestones",
            "intake_questions",
            "feedback_questions",
            "fixed",
        ]

    @extend_schema_field(QuestionSerializer(many=True))
    def get_intake_questions(self, programme: Programme) -> list[Mapping[str, Any]]:
        return self._questions(programme, "intake")

    @extend_schema_field(QuestionSerializer(many=True))
    def get_feedback_questions(self, programme: Programme) -> list[Mapping[str, Any]]:
        return self._questions(programme, "feedback")

    def _questions(self, programme: Programme, use: str) -> list[Mapping[str, Any]]:
        asked = [one for one in programme.questions.all() if one.use == use and one.retired_at is None]
        return list(QuestionSerializer(asked, many=True).data)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_fixed(self, programme: Programme) -> list[str]:
        return rules.fixed_among(programme.state, [*ABOUT, *JOINING, *DATES, *POLICY])
