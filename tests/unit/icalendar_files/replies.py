"""Answers as calendar programs mail them. Every name and address is invented."""

from base64 import encodebytes
from quopri import encodestring

UID = "5f0c9a364b7e4b5e9d3e0a4a3d9f6a11@google.com"
MENTOR = "robin.vale@bay.example"


def file(
    *,
    uid: str = UID,
    attendee: str = f"mailto:{MENTOR}",
    partstat: str = "ACCEPTED",
    sequence: str = "SEQUENCE:0",
    stamp: str = "20261124T000000Z",
    method: str = "REPLY",
    more: str = "",
) -> str:
    """The iCalendar text of an answer; `more` are whole lines of the VEVENT."""
    lines = [
        "BEGIN:VCALENDAR",
        f"METHOD:{method}",
        "PRODID:-//Invented//Calendar//EN",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        f"ATTENDEE;PARTSTAT={partstat}:{attendee}",
        f"UID:{uid}",
        f"DTSTAMP:{stamp}",
        *([sequence] if sequence else []),
        *more.splitlines(),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join([*lines, ""])


def outlook(text: str, *, sender: str = MENTOR, charset: str = "utf-8", head: str = "") -> bytes:
    """multipart/alternative with the file as its last part, in base64."""
    content = encodebytes(text.encode(charset)).decode()
    return _mail(
        sender,
        'multipart/alternative; boundary="_000_invented_"',
        "--_000_invented_\r\n"
        'Content-Type: text/plain; charset="us-ascii"\r\n\r\n\r\n'
        "--_000_invented_\r\n"
        f'Content-Type: text/calendar; charset="{charset}"; method=REPLY\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{content}\r\n"
        "--_000_invented_--\r\n",
        head,
    )


def apple(text: str, *, sender: str = MENTOR, head: str = "") -> bytes:
    """multipart/mixed with words and the file as a quoted-printable attachment."""
    content = encodestring(text.encode()).decode()
    return _mail(
        sender,
        "multipart/mixed; boundary=Apple-Mail-invented",
        "--Apple-Mail-invented\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nRobin has accepted.\r\n"
        "--Apple-Mail-invented\r\n"
        "Content-Type: application/octet-stream; name=iCal-reply.ics\r\n"
        "Content-Disposition: attachment; filename=iCal-reply.ics\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{content}\r\n"
        "--Apple-Mail-invented--\r\n",
        head,
    )


def plain(text: str, *, sender: str = MENTOR, head: str = "") -> bytes:
    """The file alone."""
    return _mail(sender, "text/calendar; method=REPLY; charset=UTF-8", text, head)


def _mail(sender: str, content_type: str, body: str, head: str) -> bytes:
    return (
        f"{head}From: Robin Vale <{sender}>\r\nTo: Meridian <no-reply@hub.example>\r\n"
        f"Subject: Accepted: Company x Robin Vale\r\nMessage-ID: <1@bay.example>\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: {content_type}\r\n\r\n{body}"
    ).encode()
