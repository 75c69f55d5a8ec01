from typing import Any

from rest_framework import serializers

from mentoring.message_desk.serializers import SaidOfSerializer
from messaging.models import LONGEST_ENTRY, CameBy

MOST_SHOWN = 500


class ThreadEntrySerializer(serializers.Serializer[Any]):
    """What somebody wrote about a session. No address and no number: answers go through this page."""

    id = serializers.IntegerField(source="entry.pk")
    author_name = serializers.CharField(allow_null=True, help_text="Null where the author is gone")
    is_own = serializers.BooleanField()
    is_hubs = serializers.BooleanField(help_text="A coordinator wrote it")
    came_by = serializers.ChoiceField(source="entry.came_by", choices=CameBy.choices)
    text = serializers.CharField(source="entry.text", help_text="Empty once it is erased")
    at = serializers.DateTimeField(source="entry.at")
    is_erased = serializers.SerializerMethodField()

    def get_is_erased(self, shown: Any) -> bool:
        return shown.entry.erased_at is not None


class ThreadSerializer(serializers.Serializer[Any]):
    """The latest entries, the oldest of them first."""

    count = serializers.IntegerField(help_text="How many there are in all")
    entries = ThreadEntrySerializer(many=True)


class HowManyEntriesSerializer(serializers.Serializer[Any]):
    most = serializers.IntegerField(min_value=1, max_value=MOST_SHOWN, default=50)


class NewThreadEntrySerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST_ENTRY)


class ThreadRowSerializer(serializers.Serializer[Any]):
    """A thread by its last entry."""

    last = ThreadEntrySerializer(source="shown")
    author_id = serializers.IntegerField(allow_null=True, help_text="Whose last entry it is, to filter by")
    about = SaidOfSerializer(allow_null=True)
    number = serializers.IntegerField(help_text="Of entries in all")
    is_unanswered = serializers.BooleanField(
        help_text="Nobody has written after its last entry, which is not the hub's"
    )


class StrangerSerializer(serializers.Serializer[Any]):
    """Texts from numbers that are nobody's and look like this one; their words are not kept."""

    masked = serializers.CharField()
    texts = serializers.IntegerField()
    last_at = serializers.DateTimeField()


class UnplacedTextSerializer(serializers.Serializer[Any]):
    """A text whose session could not be told. Its sender was asked to write on the session's page."""

    id = serializers.IntegerField(source="pk")
    person = serializers.CharField(source="person.name")
    person_id = serializers.IntegerField()
    text = serializers.CharField(source="body")
    at = serializers.DateTimeField(source="received_at")


class StrayTextsSerializer(serializers.Serializer[Any]):
    """Of the last 30 days; of those that belong nowhere the latest 50."""

    unplaced = UnplacedTextSerializer(many=True)
    strangers = StrangerSerializer(many=True)
