"""Mails in a folder of an IMAP server (RFC 3501): those not yet seen are read, what was dealt with is marked as seen.

Reading a mail does not mark it. So a mail whose reader dies, or whose connection does, is there for the next one.
"""

import imaplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from integrations.imap.address import ImapFolder

TIMEOUT_SECONDS = 20.0
_Line = bytes | tuple[bytes, bytes] | None


class FolderAway(Exception):
    """The folder cannot be read now; the message says at which step. What was not marked by then waits there."""


@dataclass(frozen=True)
class Mail:
    """One mail of a folder: at most `largest` octets of it and one more where there are more."""

    uid: str
    content: bytes


class OpenFolder:
    """A folder while a connection to it stands."""

    def __init__(self, imap: imaplib.IMAP4) -> None:
        self._imap = imap

    def unread(self, *, largest: int) -> Iterator[Mail]:
        """The mails that nobody has seen, oldest first. One that goes away meanwhile is left out. Raises FolderAway."""
        with _at("SEARCH"):
            found = _answered(self._imap.uid("SEARCH", "UNSEEN", "UNDELETED"))
        for uid in b" ".join(line for line in found if isinstance(line, bytes)).decode().split():
            with _at("FETCH"):
                lines = _answered(self._imap.uid("FETCH", uid, f"(BODY.PEEK[]<0.{largest + 1}>)"))
            content = next((line[1] for line in lines if isinstance(line, tuple)), None)
            if content is not None:
                yield Mail(uid, content[: largest + 1])

    def mark_seen(self, mail: Mail) -> None:
        """The mail is dealt with. Nothing to do where it is gone. Raises FolderAway."""
        with _at("STORE"):
            _answered(self._imap.uid("STORE", mail.uid, "+FLAGS.SILENT", r"(\Seen)"))


@contextmanager
def opened(folder: ImapFolder) -> Iterator[OpenFolder]:
    """The folder over TLS, with the server's certificate checked against those that this machine trusts.

    Raises FolderAway, on entering only.
    """
    with _at("connecting"):
        imap = _connection(folder)
    try:
        with _at("signing in"):
            _sign_in(imap, folder)
        with _at("SELECT"):
            _answered(imap.select(_quoted(folder.folder)))
        yield OpenFolder(imap)
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            imap.logout()
        with suppress(OSError):  # where the line was dead, the socket is still ours
            imap.shutdown()


def _connection(folder: ImapFolder) -> imaplib.IMAP4:
    trusted = ssl.create_default_context()
    if not folder.by_starttls:
        return imaplib.IMAP4_SSL(folder.host, folder.port, ssl_context=trusted, timeout=TIMEOUT_SECONDS)
    imap = imaplib.IMAP4(folder.host, folder.port, timeout=TIMEOUT_SECONDS)
    try:
        imap.starttls(ssl_context=trusted)
    except BaseException:
        imap.shutdown()
        raise
    return imap


def _sign_in(imap: imaplib.IMAP4, folder: ImapFolder) -> None:
    """PLAIN (RFC 4616) takes any letters; LOGIN, for servers without it, ASCII alone."""
    if "AUTH=PLAIN" in imap.capabilities:
        told = f"\0{folder.user}\0{folder.password}".encode()
        imap.authenticate("PLAIN", lambda _: told)
    else:
        imap.login(_quoted(folder.user), folder.password)


def _answered(answer: tuple[str, Sequence[_Line]]) -> Sequence[_Line]:
    """The lines of an answer. Raises IMAP4.error unless it is OK."""
    kind, lines = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(kind)
    return lines


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@contextmanager
def _at(step: str) -> Iterator[None]:
    """What goes wrong in here is told by the step alone: a server may repeat in its words what it was told."""
    try:
        yield
    except (imaplib.IMAP4.abort, ssl.SSLError, OSError, EOFError) as error:
        raise FolderAway(f"connection lost at {step} ({type(error).__name__})") from error
    except (imaplib.IMAP4.error, UnicodeError) as error:
        raise FolderAway(f"refused at {step}") from error
