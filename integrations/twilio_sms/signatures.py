"""Whether a webhook comes from Twilio: https://www.twilio.com/docs/usage/security."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from twilio.request_validator import RequestValidator


class MultiValued(Protocol):
    """A form in which a name may have several values, as web frameworks hold it."""

    def __iter__(self) -> Iterator[str]: ...
    def getlist(self, key: str) -> list[str]: ...


class _Form(dict[str, list[str]]):
    def getlist(self, key: str) -> list[str]:
        return self[key]


def is_genuine(
    url: str,
    params: MultiValued | Mapping[str, str | Sequence[str]],
    signature: str | None,
    tokens: list[str],
) -> bool:
    """Whether one of our auth tokens signed exactly these values for exactly this address.

    `url` is the public address that Twilio called, query included; `params` all values of the form, the
    unknown ones too; `tokens` the primary and, while it is being exchanged, the secondary auth token. A
    missing signature is not genuine, and an empty token signs nothing.
    """
    if not signature:
        return False
    form = _form_of(params)
    return any(RequestValidator(token).validate(url, form, signature) for token in tokens if token)


def _form_of(params: MultiValued | Mapping[str, str | Sequence[str]]) -> _Form:
    """A plain copy: the library takes a list in a mapping for one value, and fails."""
    if isinstance(params, Mapping) and not hasattr(params, "getlist"):
        return _Form(
            {name: [value] if isinstance(value, str) else list(value) for name, value in params.items()}
        )
    return _Form({name: params.getlist(name) for name in params})
