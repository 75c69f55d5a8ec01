"""An account of an organisation's own that signs for itself, without a person who consents.

Source: https://developers.google.com/identity/protocols/oauth2/service-account (RFC 7523, section 2.1). It has a calendar,
and writes to those shared with it. Guests it can invite only as somebody of its Workspace domain (`subject`), whose
administrator allowed that: domain-wide delegation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any

from google.auth import crypt
from google.oauth2 import service_account

from integrations.google_calendar.types import Endpoints, Tokens

EVENTS_SCOPE = "https://www.googleapis.com/auth/calendar.events"


@dataclass(frozen=True)
class ServiceAccount:
    """`email` is the account's own address, `subject` whom it acts for; empty for itself."""

    email: str
    private_key: str = field(repr=False)
    private_key_id: str = ""
    subject: str = ""

    @classmethod
    def from_file(cls, path: Path, *, subject: str = "") -> ServiceAccount:
        """A key file as the Google Cloud console gives it. ValueError says what is wrong with it, not what is in it."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ValueError(f"{path}: {error.strerror}") from error
        except ValueError as error:
            raise ValueError(f"{path}: this is no JSON") from error
        if not isinstance(content, dict) or content.get("type") != "service_account":
            raise ValueError(f"{path}: this is no key of a service account")
        missing = [name for name in ("client_email", "private_key") if not content.get(name)]
        if missing:
            raise ValueError(f"{path}: {', '.join(missing)} is missing")
        found = cls(
            email=str(content["client_email"]).lower(),
            private_key=str(content["private_key"]),
            private_key_id=str(content.get("private_key_id", "")),
            subject=subject.strip().lower(),
        )
        try:
            found.signer()
        except (ValueError, TypeError) as error:
            raise ValueError(f"{path}: private_key is no RSA key") from error
        return found

    @property
    def scopes(self) -> tuple[str, ...]:
        """What it asks Google's leave for."""
        return (EVENTS_SCOPE,)

    @property
    def acts_as(self) -> str:
        """Whose calendar `primary` is."""
        return self.subject or self.email

    def signer(self) -> Any:
        """What signs its assertions. Raises ValueError for a broken key."""
        return crypt.RSASigner.from_string(self.private_key, self.private_key_id or None)  # type: ignore[no-untyped-call]

    def credentials(self, tokens: Tokens, endpoints: Endpoints) -> Any:
        """google-auth's credentials, with the access token of `tokens` while it lasts."""
        access = service_account.Credentials(  # type: ignore[no-untyped-call]
            self.signer(),
            self.email,
            endpoints.token_uri,
            scopes=self.scopes,
            subject=self.subject or None,
        )
        access.token = tokens.access_token or None
        if tokens.expires_at:
            access.expiry = tokens.expires_at.astimezone(UTC).replace(tzinfo=None)
        return access
