"""The demo's e-mails, read back from the files that Django's file backend writes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

SEPARATOR = b"\n" + b"-" * 79 + b"\n"
# A sign-in code stands alone on its line.
CODE = re.compile(r"^[ \t]*([A-Z0-9]{4,10}|[A-Z0-9]{3,5}-[A-Z0-9]{3,5})[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    at: datetime  # by the world's clock, as mail programs date it
    text: str
    html: str | None
    attachments: list[str]
    code: str | None


def newest_mails(folder: Path, limit: int) -> list[Mail]:
    """At most `limit` mails of `folder`, newest first; an empty list if nothing was ever sent."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [mail for path in files[:limit] for mail in reversed(list(_mails(path)))][:limit]


def _mails(path: Path) -> Iterator[Mail]:
    for raw in path.read_bytes().split(SEPARATOR):
        message = message_from_bytes(raw, policy=policy.default)
        if isinstance(message, EmailMessage) and message["To"]:
            yield _mail(message)


def _mail(message: EmailMessage) -> Mail:
    text = _content(message, "plain") or ""
    code = CODE.search(text)
    return Mail(
        to=str(message["To"]),
        subject=str(
            message["Subject"] or ""
        ).strip(),  # folded before its first word, it begins with the fold
        at=_date(message),
        text=text,
        html=_content(message, "html"),
        attachments=[part.get_filename() or part.get_content_type() for part in message.iter_attachments()],
        code=code.group(1) if code else None,
    )


def _date(message: EmailMessage) -> datetime:
    given = message["Date"]
    return parsedate_to_datetime(str(given)).astimezone(UTC) if given else datetime.fromtimestamp(0, UTC)


def _content(message: EmailMessage, subtype: str) -> str | None:
    body = message.get_body((subtype,))
    return str(body.get_content()) if body else None
