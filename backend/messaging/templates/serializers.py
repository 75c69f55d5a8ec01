from typing import Any

from rest_framework import serializers

from messaging.models import TemplateAbout

PLACES = ["seoul", "california"]
LANGUAGES = ["ko", "en"]


class TemplateKeySerializer(serializers.Serializer[Any]):
    """Which message of a programme it is."""

    about = serializers.ChoiceField(source="key.about", choices=TemplateAbout.choices)
    kind = serializers.CharField(
        source="key.kind", help_text="Of messages; of answers to texts what was made of the text"
    )
    channel = serializers.CharField(source="key.channel")
    is_approved = serializers.BooleanField(
        source="key.is_approved",
        help_text="The vendor of the channel approves the words: `subject` is their id, each line of `body` a variable",
    )
    language = serializers.ChoiceField(source="key.language", choices=LANGUAGES)


class TemplateRowSerializer(TemplateKeySerializer):
    is_own = serializers.BooleanField(help_text="False: the built-in words are sent")
    fits = serializers.BooleanField(
        help_text="False: its own words can no longer be sent, the built-in ones are"
    )
    changed_at = serializers.DateTimeField(source="last.at", default=None, allow_null=True)
    changed_by = serializers.CharField(source="last.by.name", default="", allow_blank=True)


class TemplateWordsSerializer(serializers.Serializer[Any]):
    subject = serializers.CharField(
        allow_blank=True,
        required=False,
        default="",
        max_length=1000,
        help_text="Of an e-mail, or the id of approved words",
    )
    body = serializers.CharField(allow_blank=True, max_length=10_000, trim_whitespace=False)


class TemplateRestoreSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField(
        min_value=1, allow_null=True, help_text="The wording to say again; null: back to the built-in words"
    )


class TemplateDraftSerializer(TemplateWordsSerializer):
    place = serializers.ChoiceField(choices=PLACES, help_text="Where the reader is")


class PlaceholderSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    sample = serializers.CharField(allow_blank=True)
    in_subject = serializers.BooleanField()
    one_of = serializers.ListField(
        child=serializers.CharField(),
        help_text="It, or another of these, has to be there; empty: none has to",
    )


class WordingSerializer(serializers.Serializer[Any]):
    """One wording of the history. `restores` is the number of the older one that it repeats."""

    number = serializers.IntegerField()
    subject = serializers.CharField(allow_blank=True)
    body = serializers.CharField(allow_blank=True)
    is_built_in = serializers.BooleanField()
    restores = serializers.IntegerField(allow_null=True)
    by = serializers.CharField(source="by.name")
    at = serializers.DateTimeField()


class WordsReadSerializer(serializers.Serializer[Any]):
    subject = serializers.CharField(allow_blank=True)
    body = serializers.CharField(allow_blank=True)


class TemplateSerializer(TemplateKeySerializer):
    """A message with its words, as they are sent and as they are built in."""

    number = serializers.IntegerField(help_text="Of the last wording, 0 if there is none; also the ETag")
    is_own = serializers.BooleanField()
    fits = serializers.BooleanField()
    words = WordsReadSerializer(source="template")
    built_in = WordsReadSerializer()
    placeholders = PlaceholderSerializer(many=True)
    history = WordingSerializer(many=True)


class PriceSerializer(serializers.Serializer[Any]):
    amount = serializers.DecimalField(max_digits=12, decimal_places=5)
    unit = serializers.CharField(help_text="ISO 4217")


class BudgetSerializer(serializers.Serializer[Any]):
    """What a text takes. `single` are the units of one part alone, `each` those of each of several."""

    encoding = serializers.ChoiceField(choices=["GSM-7", "UCS-2"])
    units = serializers.IntegerField()
    parts = serializers.IntegerField()
    free = serializers.IntegerField(help_text="Units left in the last part")
    single = serializers.IntegerField()
    each = serializers.IntegerField()
    first_parts = serializers.IntegerField(
        help_text="Of the first text to a number, which ends with the link to stop them"
    )
    price_each = PriceSerializer(allow_null=True, help_text="Null: nobody has said what texts there cost")
    price = PriceSerializer(allow_null=True)


class CleanedCharacterSerializer(serializers.Serializer[Any]):
    before = serializers.CharField()
    after = serializers.CharField(allow_blank=True, help_text="Empty: left out")


class TemplateFaultSerializer(serializers.Serializer[Any]):
    field = serializers.ChoiceField(choices=["subject", "body"])
    code = serializers.CharField()
    detail = serializers.CharField()


class ShownTemplateSerializer(serializers.Serializer[Any]):
    """A draft filled in for an invented reader. With `faults` it could not be saved."""

    subject = serializers.CharField(allow_blank=True)
    body = serializers.CharField(allow_blank=True)
    budget = BudgetSerializer(allow_null=True, help_text="Null: of an e-mail")
    changes = CleanedCharacterSerializer(many=True)
    faults = TemplateFaultSerializer(many=True)
