"""An e-mail that somebody writes as an answer to one of ours: from whom, to which addresses, and what it says.

Mails are written by anybody. Nothing in them raises: what is no answer is None.
"""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser

LARGEST = 1024 * 1024  # octets of a mail
LONGEST_TEXT = 100_000  # characters that are looked at
RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
# An answer of a machine is for nobody to read (RFC 3834, 2; Precedence is older).
OF_MACHINES = ("bulk", "auto_reply", "list", "junk")
BLOCKS = frozenset({"p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3"})
UNSEEN = frozenset({"style", "script", "head", "title", "blockquote"})


@dataclass(frozen=True)
class MailAnswer:
    """`sender` and `recipients` are addresses in lower case; `text` is as it was written, with what it quotes."""

    sender: str
    recipients: tuple[str, ...]
    text: str


def answer_in(mail: bytes) -> MailAnswer | None:
    """What somebody wrote in a mail as it was received; None for what a machine wrote, whose sender is unclear, or which
    says nothing. Never raises."""
    if len(mail) > LARGEST:
        return None
    try:
        return _answer(message_from_bytes(mail, policy=policy.default))
    except Exception:  # noqa: BLE001 -- the library raises what it likes at what anybody may write
        return None


def _answer(message: EmailMessage) -> MailAnswer | None:
    senders = _addresses(message, "From")
    if len(senders) != 1 or _is_of_a_machine(message):
        return None
    text = _text(message).replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        return None
    recipients = [address for name in RECIPIENTS for address in _addresses(message, name)]
    return MailAnswer(senders[0], tuple(dict.fromkeys(recipients)), text)


def _addresses(message: EmailMessage, name: str) -> list[str]:
    found = getaddresses([str(header) for header in message.get_all(name) or []])
    return [address.strip().lower() for _, address in found if "@" in address]


def _is_of_a_machine(message: EmailMessage) -> bool:
    submitted = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    return submitted != "no" or precedence in OF_MACHINES or "List-Id" in message


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = str(part.get_content())[:LONGEST_TEXT]
    if part.get_content_type() != "text/html":
        return content
    reader = _Words()
    reader.feed(content)
    return "".join(reader.words)


class _Words(HTMLParser):
    """The words of a page, a block a line, without what it quotes."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- the library's
        self._unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(self._unseen - (tag in UNSEEN), 0)
        if tag in BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(" ".join(data.split()) if "\n" in data else data)
