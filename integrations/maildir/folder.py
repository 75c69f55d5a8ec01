"""Mails in a Maildir: each is a file, complete once it stands in `new`; what was dealt with moves to `cur`.

The layout is qmail's (https://cr.yp.to/proto/maildir.html). Moving is one rename, so a mail is always in one place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SEEN = ":2,S"


@dataclass(frozen=True)
class Mail:
    """One file as it was delivered: at most `largest` octets of it and one more where there are more."""

    path: Path
    content: bytes


def unread_in(folder: Path, *, largest: int) -> Iterator[Mail]:
    """The mails of `new`, the oldest names first. One that goes away meanwhile, or may not be read, is left out.

    Raises FileNotFoundError, NotADirectoryError or PermissionError where there is no such folder to read.
    """
    for path in sorted((folder / "new").iterdir()):
        if path.name.startswith(".") or path.is_symlink() or not path.is_file():
            continue
        try:
            with path.open("rb") as file:
                content = file.read(largest + 1)
        except OSError:
            continue
        yield Mail(path, content)


def move_to_read(mail: Mail) -> None:
    """The mail is dealt with. Nothing to do where another reader was faster."""
    read = mail.path.parent.parent / "cur"
    read.mkdir(mode=0o700, exist_ok=True)
    try:
        mail.path.rename(read / (mail.path.name.partition(":")[0] + SEEN))
    except FileNotFoundError:
        return
