"""A channel as a hub would add one: this folder, named in MESSAGE_CHANNELS. Its vendor is `loft`, another process."""

from collections.abc import Mapping

from integrations.channel import Channel, Profile
from tests.channels.pigeon.client import Pigeons

PROFILE = Profile(
    name="pigeon",
    labels={"ko": "전서구", "en": "Carrier pigeon"},
    consent={
        "ko": "Meridian이 내 세션 소식을 전서구로 보내는 데 동의합니다.",
        "en": "Meridian may send pigeons to my number about my sessions.",
    },
    per_second=50,
)


def channel(environ: Mapping[str, str]) -> Channel:
    """Raises ValueError where PIGEON_URL or PIGEON_SECRET is not set."""
    url, secret = environ.get("PIGEON_URL", ""), environ.get("PIGEON_SECRET", "")
    if not (url and secret):
        raise ValueError("a loft needs PIGEON_URL and PIGEON_SECRET")
    return Pigeons(url, secret, PROFILE)
