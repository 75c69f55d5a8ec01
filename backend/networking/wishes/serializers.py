"""Profiles and wishes as JSON."""

from typing import Any

from rest_framework import serializers

from directory.models import Stage
from networking.guests.serializers import GuestNameSerializer, GuestTopicSerializer
from networking.models import WishValue
from networking.wishes.queries import Profile


class GuestProfileSerializer(serializers.Serializer[Any]):
    """What one guest sees of another: never a phone or an e-mail address. The likeliest come first."""

    id = serializers.IntegerField(source="registration.pk")
    guest = GuestNameSerializer(source="registration")
    headline_ko = serializers.SerializerMethodField()
    headline_en = serializers.SerializerMethodField()
    about_ko = serializers.SerializerMethodField()
    about_en = serializers.SerializerMethodField()
    stage = serializers.ChoiceField(
        source="registration.startup.stage", choices=Stage.choices, allow_blank=True, default=""
    )
    languages = serializers.SerializerMethodField()
    topics = GuestTopicSerializer(many=True)
    shared = serializers.ListField(child=serializers.CharField(), help_text="Topics of both, by slug")
    wish = serializers.ChoiceField(choices=WishValue.choices, allow_blank=True)

    def get_headline_ko(self, profile: Profile) -> str:
        return profile.registration.expert.headline_ko if profile.registration.expert else ""

    def get_headline_en(self, profile: Profile) -> str:
        return profile.registration.expert.headline_en if profile.registration.expert else ""

    def get_about_ko(self, profile: Profile) -> str:
        return _about(profile, "ko")

    def get_about_en(self, profile: Profile) -> str:
        return _about(profile, "en")

    def get_languages(self, profile: Profile) -> list[str]:
        one = profile.registration.startup or profile.registration.expert
        return list(one.languages) if one else []


def _about(profile: Profile, language: str) -> str:
    startup, expert = profile.registration.startup, profile.registration.expert
    if startup is not None:
        return startup.builds_ko if language == "ko" else startup.builds_en
    if expert is not None:
        return expert.bio_ko if language == "ko" else expert.bio_en
    return ""


class WishSerializer(serializers.Serializer[Any]):
    value = serializers.ChoiceField(
        choices=WishValue.choices, allow_blank=True, help_text="Empty takes it back"
    )


class WishesRowSerializer(GuestNameSerializer):
    """One guest's wishes in figures, for coordinators."""

    id = serializers.IntegerField(source="pk")
    person_name = serializers.CharField(source="person.name")
    gave_must = serializers.IntegerField()
    gave_like = serializers.IntegerField()
    gave_no = serializers.IntegerField()
    got_must = serializers.IntegerField()
    got_like = serializers.IntegerField()
    mutual = serializers.IntegerField(
        help_text="Guests who would like to meet them, and whom they would like to meet"
    )
