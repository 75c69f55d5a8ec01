"""Everything the installation takes from its environment, typed; a wrong or missing value stops the start."""

import re
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from integrations.google_calendar import ServiceAccount
from integrations.imap.address import ImapFolder

ROOT = Path(__file__).resolve().parent.parent.parent

# Demo and test secrets are public on purpose: production refuses to start with them.
DEMO_SECRET_KEY = "demo-only-secret-key-that-production-refuses-0000000000"
DEMO_TOKEN_KEY = "ZGVtby1vbmx5LXRva2VuLWtleS0zMi1ieXRlcy0wMDA="  # 32 bytes, urlsafe base64
DEMO_GOOGLE_SECRET = "emulator-client-secret"
DEMO_TEXT_PRICES = {"+82": Decimal("0.05"), "+1": Decimal("0.008")}  # the stand-in's
DEMO_TWILIO_TOKEN = "emulator-auth-token"
EMULATED_ACCOUNT = "AC" + "0" * 32


class Mode(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class Environment(BaseSettings):
    """Field names are the environment variables in lower case; the README's table lists them."""

    model_config = SettingsConfigDict(extra="ignore", hide_input_in_errors=True)

    meridian_mode: Mode = Mode.PRODUCTION
    meridian_hub_name: str = "AI Yangjae Hub"
    meridian_hub_time_zone: str = "Asia/Seoul"  # whose calendar months quotas are counted in
    meridian_secret_key: SecretStr = SecretStr("")
    # Newest first: the first encrypts, all decrypt, so a key can be rotated without a gap.
    meridian_token_keys: str = ""
    meridian_public_url: str = "http://127.0.0.1:8000"
    meridian_allowed_hosts: str = ""
    # How many proxies stand before the web server: so many of the last addresses in X-Forwarded-For are believed.
    meridian_trusted_proxies: int = Field(default=0, ge=0, le=10)
    meridian_var: Path = ROOT / "var"

    database_url: str = ""

    google_client_id: str = ""
    google_client_secret: SecretStr = SecretStr("")
    google_api_endpoint: str = "https://www.googleapis.com/calendar/v3/"
    google_auth_uri: str = "https://accounts.google.com/o/oauth2/v2/auth"
    google_token_uri: str = "https://oauth2.googleapis.com/token"
    google_revoke_uri: str = "https://oauth2.googleapis.com/revoke"
    google_userinfo_uri: str = "https://openidconnect.googleapis.com/v1/userinfo"

    # Where the hub itself organises: with a service account (its key file, and whom of the hub's Workspace domain it acts
    # for), or with a Google account that an administrator connects. Empty: people's own calendars organise.
    google_hub_organiser: Literal["", "service_account", "google_user"] = ""
    google_service_account_file: Path | None = None
    google_service_account_subject: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+)?$")
    google_hub_calendar_id: str = "primary"
    # Of one person's Google account. Google's own limit is 600 a minute; reading their calendars needs some, too.
    google_requests_per_second: float = Field(default=8, gt=0, le=1000)
    # Google posts to MERIDIAN_PUBLIC_URL when a calendar changes, where that is https; calendars are polled all the same.
    google_push: bool = True
    # A stand-in for Google on this machine posts to plain http here.
    google_push_to_loopback: bool = False

    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_auth_token_secondary: SecretStr = SecretStr("")
    twilio_sender: str = ""
    twilio_base_url: str = ""
    # A number (E.164) that WhatsApp knows as the hub's; the account is the same. Empty: nobody is offered WhatsApp.
    twilio_whatsapp_sender: str = Field(default="", pattern=r"^(\+[1-9][0-9]{6,14})?$")
    # Packages of further channels, by commas: each has the shape of `integrations/channel.py`.
    message_channels: str = Field(default="", pattern=r"^([a-zA-Z_][\w.]*(,[a-zA-Z_][\w.]*)*)?$")
    # From where texts can be answered (ISO 3166-1, by commas): only there they say how. Not from Korea.
    texts_answered_from: str = Field(default="US,CA", pattern=r"^([A-Z]{2}(,[A-Z]{2})*)?$")
    # The campaign that carriers of the United States know (its SID, or any word). Empty: nothing is texted there.
    twilio_us_campaign: str = Field(default="", max_length=64, pattern=r"^\S*$")

    # Of everything together, and of one sender: what a long code is good for is less, Twilio's queue takes the rest.
    messages_per_second: float = Field(default=20, gt=0, le=100_000)
    texts_per_second: float = Field(default=10, gt=0, le=100_000)
    # However many are due: what is over it goes by e-mail or waits.
    texts_per_hour: int = Field(default=1000, ge=0, le=10_000_000)
    # What one part of a text costs by the beginning of the number, as {"+82": "0.0494", "+1": "0.0083"}; the longest that
    # fits counts. Empty: what texts cost is unknown until Twilio reports it.
    text_prices: dict[str, Decimal] = Field(default_factory=dict)
    # The same for messages of channels that are no texts, as {"whatsapp": {"+82": "0.03"}}.
    message_prices: dict[str, dict[str, Decimal]] = Field(default_factory=dict)
    text_price_unit: str = Field(default="USD", pattern="^[A-Z]{3}$")
    # What every advertisement says of who sends it; without both none leaves. And a number at which refusing costs nothing.
    advertiser_name: str = Field(default="", max_length=30)
    advertiser_contact: str = Field(default="", max_length=30)
    advertising_free_stop: str = Field(default="", pattern=r"^([0-9][0-9-]{6,14})?$")
    # A consent to advertisements is asked for again after so many days: every two years by Korea's law.
    advertising_consent_days: int = Field(default=730, ge=1, le=730)
    # What messages say is erased after so many days; 0: never. That they were sent stays, to be counted.
    message_retention_days: int = Field(default=0, ge=0, le=36_500)

    email_host: str = ""
    email_port: int = 587
    email_user: str = ""
    email_password: SecretStr = SecretStr("")
    email_from: str = "Meridian <no-reply@meridian.example>"

    # Signs what the mail provider reports of bounces and complaints; empty: such reports are refused.
    mail_webhook_secret: SecretStr = SecretStr("")

    # Where answers to e-mailed invitations come to: a Maildir, or a folder of an IMAP server. Without one they are
    # not read.
    meridian_replies_maildir: Path | None = None
    meridian_replies_imap_url: str = ""
    meridian_replies_imap_password: SecretStr = SecretStr("")
    # By which name the server that takes that mail in says whether a sender is who they say (RFC 8601, authserv-id).
    meridian_replies_authserv: str = Field(default="", max_length=253, pattern=r"^[^\s;()\"]*$")
    # Whether mail to EMAIL_FROM with a plus and more behind its name comes to that folder, too.
    meridian_replies_plus: bool = False

    # Where people meet for whom Google makes no Meet; `{id}` stands for the session, so that each has a room of its own.
    meridian_fallback_room_url: str = Field(
        default="", max_length=250, pattern=r"^(https://[^\s{}]+(\{id\}[^\s{}]*)?)?$"
    )

    # Set where the database of DATABASE_URL is the one that Meridian started itself.
    meridian_embedded_database: bool = False
    # Set by the demo launcher: the pages of the emulators that stand in for the vendors.
    google_emulator_url: str = ""
    twilio_emulator_url: str = ""

    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @field_validator("google_service_account_file", mode="before")
    @classmethod
    def _no_file(cls, path: object) -> object:
        """Compose sets it empty where there is none."""
        return path or None

    @model_validator(mode="after")
    def _fill_demo_values_or_insist(self) -> "Environment":
        if self.meridian_mode is Mode.PRODUCTION:
            self._insist_on_secrets()
            return self
        self.meridian_secret_key = _or(self.meridian_secret_key, DEMO_SECRET_KEY)
        self.meridian_token_keys = self.meridian_token_keys or DEMO_TOKEN_KEY
        self.google_client_id = self.google_client_id or "emulator-client"
        self.google_client_secret = _or(self.google_client_secret, DEMO_GOOGLE_SECRET)
        self.twilio_account_sid = self.twilio_account_sid or EMULATED_ACCOUNT
        if self.twilio_account_sid == EMULATED_ACCOUNT:
            self.twilio_us_campaign = self.twilio_us_campaign or "emulated"
        self.twilio_auth_token = _or(self.twilio_auth_token, DEMO_TWILIO_TOKEN)
        self.twilio_sender = self.twilio_sender or "+15005550006"
        self.twilio_whatsapp_sender = self.twilio_whatsapp_sender or "+15005550006"
        if self.is_demo:
            self.text_prices = self.text_prices or DEMO_TEXT_PRICES
        return self

    @field_validator("message_prices")
    @classmethod
    def _insist_on_prices_of_channels(
        cls, prices: dict[str, dict[str, Decimal]]
    ) -> dict[str, dict[str, Decimal]]:
        return {channel: _prices_of_numbers(of_it, "MESSAGE_PRICES") for channel, of_it in prices.items()}

    @field_validator("text_prices")
    @classmethod
    def _insist_on_prices_of_numbers(cls, prices: dict[str, Decimal]) -> dict[str, Decimal]:
        return _prices_of_numbers(prices, "TEXT_PRICES")

    @model_validator(mode="after")
    def _insist_on_one_folder_of_replies(self) -> "Environment":
        if self.replies_imap and self.meridian_replies_maildir:
            raise ValueError(
                "set MERIDIAN_REPLIES_MAILDIR or MERIDIAN_REPLIES_IMAP_URL: replies come to one folder"
            )
        if self.meridian_replies_plus and not (self.replies_imap or self.meridian_replies_maildir):
            raise ValueError("MERIDIAN_REPLIES_PLUS wants a folder that replies are read from")
        return self

    def _insist_on_secrets(self) -> None:
        required = {
            "MERIDIAN_SECRET_KEY": self.meridian_secret_key.get_secret_value(),
            "MERIDIAN_TOKEN_KEYS": self.meridian_token_keys,
            "MERIDIAN_ALLOWED_HOSTS": self.meridian_allowed_hosts,
            "DATABASE_URL": self.database_url,
        }
        if missing := [name for name, value in required.items() if not value]:
            raise ValueError(
                f"set {', '.join(missing)} in the environment, or MERIDIAN_MODE=demo to try Meridian"
            )
        if DEMO_SECRET_KEY in required.values() or DEMO_TOKEN_KEY in required.values():
            raise ValueError("MERIDIAN_SECRET_KEY or MERIDIAN_TOKEN_KEYS is the demo's; make your own")

    @model_validator(mode="after")
    def _insist_on_a_key_that_signs(self) -> "Environment":
        wants_key = self.google_hub_organiser == "service_account"
        if wants_key and self.google_service_account_file is None:
            raise ValueError("GOOGLE_HUB_ORGANISER=service_account needs GOOGLE_SERVICE_ACCOUNT_FILE")
        if self.google_service_account_file is not None:
            if not wants_key:
                raise ValueError("GOOGLE_SERVICE_ACCOUNT_FILE needs GOOGLE_HUB_ORGANISER=service_account")
            _ = self.google_service_account  # read now: a key that cannot sign stops the start
        return self

    @cached_property
    def google_service_account(self) -> ServiceAccount | None:
        """The account with which the hub organises, where it has one. Raises ValueError."""
        path = self.google_service_account_file
        if path is None:
            return None
        return ServiceAccount.from_file(path, subject=self.google_service_account_subject)

    @cached_property
    def is_demo(self) -> bool:
        return self.meridian_mode is Mode.DEMO

    @property
    def token_keys(self) -> list[str]:
        return [key.strip() for key in self.meridian_token_keys.split(",") if key.strip()]

    @property
    def allowed_hosts(self) -> list[str]:
        if self.meridian_mode is not Mode.PRODUCTION and not self.meridian_allowed_hosts:
            return ["127.0.0.1", "localhost", "testserver"]
        return [host.strip() for host in self.meridian_allowed_hosts.split(",") if host.strip()]

    @property
    def twilio_tokens(self) -> list[str]:
        both = (self.twilio_auth_token, self.twilio_auth_token_secondary)
        return [token.get_secret_value() for token in both if token.get_secret_value()]

    @property
    def added_channels(self) -> list[str]:
        return [name for name in self.message_channels.split(",") if name]

    @property
    def two_way_countries(self) -> frozenset[str]:
        return frozenset(filter(None, self.texts_answered_from.split(",")))

    @property
    def replies_imap(self) -> ImapFolder | None:
        """The folder of replies at an IMAP server. Raises ValueError where what names it is incomplete or wrong."""
        if not self.meridian_replies_imap_url:
            return None
        try:
            password = self.meridian_replies_imap_password.get_secret_value()
            return ImapFolder.at(self.meridian_replies_imap_url, password)
        except ValueError as error:
            raise ValueError(f"MERIDIAN_REPLIES_IMAP_URL and its _PASSWORD: {error}") from None

    @property
    def emulated_parts(self) -> list[str]:
        """What stands in for the real thing here, in the order in which the demo page lists it."""
        parts = {
            "postgresql": self.meridian_embedded_database,
            "google": bool(self.google_emulator_url),
            "twilio": bool(self.twilio_emulator_url),
            "email": self.is_demo and not self.email_host,
        }
        return [name for name, emulated in parts.items() if emulated]


def _prices_of_numbers(prices: dict[str, Decimal], name: str) -> dict[str, Decimal]:
    for prefix, price in prices.items():
        if not re.fullmatch(r"\+[1-9][0-9]{0,14}", prefix) or not 0 <= price < 100:
            raise ValueError(f'{name} holds {{"+82": "0.0494"}}: the price of a part, from 0 to 100')
    return prices


def _or(value: SecretStr, default: str) -> SecretStr:
    return value if value.get_secret_value() else SecretStr(default)
