"""Which folder of which mailbox, as an address: `imaps://user%40hub.example@imap.hub.example/Replies` (RFC 5092)."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

PORTS = {"imaps": 993, "imap": 143}  # RFC 8314: TLS from the first octet, or by STARTTLS
INBOX = "INBOX"


@dataclass(frozen=True)
class ImapFolder:
    """A folder and who may read it. Nothing is said to the server, the password least of all, before TLS stands."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = INBOX
    by_starttls: bool = False

    @classmethod
    def at(cls, url: str, password: str) -> Self:
        """The folder at `url`, INBOX where it names none. Raises ValueError, which does not repeat what it was given."""
        try:
            parts = urlsplit(url)
            port = parts.port or PORTS[parts.scheme]
        except (KeyError, ValueError):
            raise ValueError(
                "it is like imaps://user@imap.hub.example/INBOX, or imap:// for STARTTLS"
            ) from None
        user, folder = unquote(parts.username or ""), unquote(parts.path.removeprefix("/")) or INBOX
        if not parts.hostname or not user or parts.query or parts.fragment:
            raise ValueError("it names a user and a host, like imaps://user@imap.hub.example/INBOX")
        if parts.password is not None:
            raise ValueError("the password does not stand in it: an address is shown in places")
        if not folder.isascii() or not f"{user}{folder}{password}".isprintable():
            raise ValueError(
                "the folder's name is in ASCII, as the server writes it, and nothing holds line breaks"
            )
        if not password:
            raise ValueError("it needs a password")
        return cls(parts.hostname, port, user, password, folder, by_starttls=parts.scheme == "imap")
