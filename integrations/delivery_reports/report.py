"""What a mail server says of a mail that it could not deliver: a delivery status notification (RFC 3464).

Such mails are written by anybody. Nothing in them raises; what is no report is None.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

MOST_PARTS = 50
LONGEST = 320  # of an address (RFC 5321, 4.5.3.1), and more than any Message-ID of ours


@dataclass(frozen=True)
class NotDelivered:
    """A mail that a server has given up on: its Message-ID with brackets, and the address in lower case.

    `permanent` where the status is 5.y.z: the address takes no mail. With 4.y.z it took none in the days that the
    server tried. `status` is RFC 3463's, as "5.1.1".
    """

    message_id: str
    address: str
    status: str
    permanent: bool


def report_in(mail: bytes) -> NotDelivered | None:
    """What a mail, as it was received, reports of one of ours; of several recipients the first. Never raises."""
    try:
        return _report(message_from_bytes(mail, policy=policy.default))
    except Exception:  # noqa: BLE001 -- the library raises what it likes at what anybody may write
        return None


def _report(mail: EmailMessage) -> NotDelivered | None:
    is_report = mail.get_content_type() == "multipart/report"
    if not is_report or mail.get_param("report-type") != "delivery-status":
        return None
    parts = list(_parts(mail))
    message_id = next((found for part in parts if (found := _original_id(part))), "")
    for block in _blocks(parts):
        status = str(block.get("Status", "")).strip().split(" ")[0]
        failed = str(block.get("Action", "")).strip().lower() == "failed"
        if failed and message_id and status[:2] in ("4.", "5."):
            return NotDelivered(message_id, _address(block), status[:20], status.startswith("5."))
    return None


def _parts(mail: Message) -> Iterator[Message]:
    for number, part in enumerate(mail.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _original_id(part: Message) -> str:
    """The Message-ID of the mail that comes back with the report, whole or its header alone."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner = part.get_payload()
        original = inner[0] if isinstance(inner, list) and inner else None
        return str(original.get("Message-ID", "")).strip()[:LONGEST] if isinstance(original, Message) else ""
    if kind == "text/rfc822-headers":
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            header = message_from_bytes(content, policy=policy.default)
            return str(header.get("Message-ID", "")).strip()[:LONGEST]
    return ""


def _blocks(parts: list[Message]) -> Iterator[Message]:
    """The fields of each recipient; the first block of the part is of the mail as a whole."""
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            payload = part.get_payload()
            yield from (
                (block for block in payload if isinstance(block, Message))
                if isinstance(payload, list)
                else ()
            )


def _address(block: Message) -> str:
    """Of `Final-Recipient: rfc822; ada@hub.example`, or whom we wrote to where the report says it."""
    field = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
    return field.partition(";")[2].strip().strip("<>").lower()[:LONGEST]
