"""The calls to the loft. It knows a pigeon by the reference that it was given with, and has words of its own for how far
one is."""

import hmac
import json
from datetime import datetime
from typing import Any

import requests

from integrations.channel import (
    About,
    Forged,
    Outgoing,
    PermanentFailure,
    Posted,
    Profile,
    Receipt,
    Taken,
    TemporaryFailure,
    UnknownOutcome,
)

PATIENCE = 2  # seconds
STATUS = {"in the loft": "accepted", "flying": "sent", "landed": "delivered", "lost": "undelivered"}
MEANING: dict[str, About] = {"NO_WINDOW": "number", "WANTS_NONE": "opted_out", "TOO_HEAVY": "content"}


class Pigeons:
    """Satisfies `integrations.channel.Channel`."""

    def __init__(self, url: str, secret: str, profile: Profile) -> None:
        self.profile, self._url, self._secret = profile, url, secret

    def send(self, message: Outgoing) -> Taken:
        letter = {"to": message.to, "words": message.text, "reference": message.reference}
        try:
            answer = requests.post(f"{self._url}/pigeons", json=letter, timeout=PATIENCE)
        except requests.ConnectionError as error:
            raise UnknownOutcome(str(error), code="no_answer") from error
        except requests.Timeout as error:
            raise UnknownOutcome(str(error), code="no_answer") from error
        if answer.status_code == 503:
            raise TemporaryFailure("no pigeon is free", code="NO_PIGEON")
        if answer.status_code >= 500:
            raise UnknownOutcome("the loft is confused", code=str(answer.status_code))
        told: dict[str, Any] = answer.json()
        if answer.status_code >= 400:
            raise PermanentFailure(
                "refused", code=told["code"], about=self.meaning(told["code"]) or "account"
            )
        return _taken(told)

    def find(self, message: Outgoing, since: datetime) -> list[Taken]:  # noqa: ARG002 -- the reference is enough
        return [_taken(one) for one in self._get("/pigeons", reference=message.reference)]

    def fetch(self, provider_id: str) -> Taken:
        return _taken(self._get(f"/pigeons/{provider_id}"))

    def priced(self, since: datetime, until: datetime) -> list[Taken]:  # noqa: ARG002 -- they eat grain
        return []

    def receipts(self, posted: Posted) -> list[Receipt]:
        mark = hmac.new(self._secret.encode(), posted.body, "sha256").hexdigest()
        if not hmac.compare_digest(mark, posted.headers.get("x-loft-mark", "")):
            raise Forged
        told = json.loads(posted.body)
        try:
            return [Receipt(one["id"], STATUS[one["is"]], one.get("code", "")) for one in told["pigeons"]]
        except (KeyError, TypeError) as error:
            raise ValueError("no list of pigeons") from error

    def meaning(self, code: str) -> About | None:
        return MEANING.get(code)

    def _get(self, path: str, **query: str) -> Any:
        try:
            answer = requests.get(f"{self._url}{path}", params=query, timeout=PATIENCE)
        except requests.RequestException as error:
            raise TemporaryFailure(str(error)) from error
        if answer.status_code == 404:
            raise PermanentFailure("no such pigeon", code="404", about="account")
        if answer.status_code >= 400:
            raise TemporaryFailure("the loft is confused", code=str(answer.status_code))
        return answer.json()


def _taken(told: dict[str, Any]) -> Taken:
    return Taken(told["id"], STATUS[told["is"]], code=told.get("code", ""))
