"""The channels of this installation: those that the product brings, and those that a hub adds by a folder."""

import os
import re
from collections.abc import Mapping
from functools import cached_property
from importlib import import_module

from django.conf import settings

from integrations.channel import About, Channel, Profile
from integrations.twilio_sms import texts, whatsapp
from integrations.twilio_sms.client import TwilioSms
from messaging.channels.mailbox import PROFILE as MAILBOX
from messaging.channels.mailbox import Mailbox
from messaging.models import Channel as Known

NAME = re.compile(r"[a-z][a-z0-9_]{1,11}")
LANGUAGES = ("ko", "en")
# Only an emulator knows this account, so without the address of one nothing may go out in its name.
EMULATED_ACCOUNT = "AC" + "0" * 32


def texts_are_set_up() -> bool:
    """Whether this installation has a Twilio account and a sender; without them everybody gets e-mail."""
    return bool(settings.ENV.twilio_account_sid and settings.ENV.twilio_sender)


def whatsapp_is_set_up() -> bool:
    return bool(settings.ENV.twilio_account_sid and settings.ENV.twilio_whatsapp_sender)


def profiles() -> dict[str, Profile]:
    """Of every channel by which a message can leave here, e-mail last; those before it ring a phone."""
    found = {Known.SMS.value: texts.PROFILE} if texts_are_set_up() else {}
    if whatsapp_is_set_up():
        found[Known.WHATSAPP.value] = whatsapp.PROFILE
    return found | {name: one.profile for name, one in ADDED.channels.items()} | {MAILBOX.name: MAILBOX}


def added_names() -> list[str]:
    """Those besides texts and e-mail, which somebody chooses before anything leaves by them."""
    return [name for name in profiles() if name not in (Known.SMS, Known.EMAIL)]


def label_of(channel: str, language: str) -> str:
    """What people call a channel; its own name where it is not set up any more."""
    profile = profiles().get(channel)
    return profile.labels[language] if profile else channel


def consent_wording(channel: str, language: str) -> str:
    """What a person agrees to who allows a channel, in its own words; "" of texts and e-mail, whose words are those of
    `accounts.consent`."""
    profile = profiles().get(channel)
    return profile.consent.get(language, "") if profile else ""


class Added:
    """What the folders named in MESSAGE_CHANNELS offer, built once a process."""

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """Raises ValueError where one cannot be used, and says why: a hub hears of it when it starts."""
        built = [_built(name) for name in settings.ENV.added_channels]
        return {one.profile.name: one for one in built}


ADDED = Added()


def _built(package: str) -> Channel:
    channel: Channel = import_module(package).channel(os.environ)
    profile = channel.profile
    if not NAME.fullmatch(profile.name) or profile.name in Known.values:
        raise ValueError(f"{package}: a channel cannot be called {profile.name!r}")
    for language in LANGUAGES:
        if not (profile.labels.get(language) and profile.consent.get(language)):
            raise ValueError(f"{package}: its label and what people agree to are needed in {language!r}")
    return channel


def meaning_of(channel: str, code: str) -> About | None:
    """What a code that a channel's vendor tells of a message is about; None where it may still arrive."""
    if channel in ADDED.channels:
        return ADDED.channels[channel].meaning(code)
    return texts.about(code) if channel != Known.EMAIL else None


def build() -> dict[str, Channel]:
    """All of them, ready for calls; a Twilio client keeps its connections open."""
    found: dict[str, Channel] = {MAILBOX.name: Mailbox(), **ADDED.channels}
    env = settings.ENV
    if env.twilio_account_sid == EMULATED_ACCOUNT and not env.twilio_base_url:
        return found
    if texts_are_set_up():
        found[Known.SMS.value] = texts.Texts(_twilio(env.twilio_sender))
    if whatsapp_is_set_up():
        found[Known.WHATSAPP.value] = whatsapp.WhatsApp(_twilio(whatsapp.PREFIX + env.twilio_whatsapp_sender))
    return found


def _twilio(sender: str) -> TwilioSms:
    env = settings.ENV
    return TwilioSms(
        account_sid=env.twilio_account_sid,
        auth_token=env.twilio_auth_token.get_secret_value(),
        sender=sender,
        base_url=env.twilio_base_url or None,
    )
