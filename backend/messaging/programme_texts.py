"""What an e-mail about somebody's part in a programme says: it is of no session, and goes to the mailbox alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, override

SUBJECT_LIMIT = 200


@dataclass(frozen=True)
class Letter:
    """Sentences in the reader's language: what happened (`lead`), facts a line each (`rows`; empty ones are left out), and
    what the absolute address `link` is there for (`ask`)."""

    subject: str
    lead: str
    ask: str
    link: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrases:
    """The sentences of a letter, with placeholders such as `%(name)s`."""

    subject: str | Promise
    lead: str | Promise
    ask: str | Promise

    def letter(self, names: Mapping[str, str], *, link: str, rows: Sequence[str] = ()) -> Letter:
        """Filled in, in the language that is active."""
        return Letter(
            subject=str(self.subject) % names,
            lead=str(self.lead) % names,
            ask=str(self.ask),
            link=link,
            rows=tuple(rows),
        )


def programme_words(letter: Letter, *, language: str) -> tuple[str, str]:
    """Subject and body, with the reason in `language` ("ko" or "en") why it comes."""
    with override(language):
        footer = gettext("Meridian sends this because you take part in a programme of the hub.")
    rows = "\n".join(" ".join(row.split()) for row in letter.rows if row)
    paragraphs = [letter.lead, rows, f"{letter.ask}\n{letter.link}", footer]
    body = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return " ".join(letter.subject.split())[:SUBJECT_LIMIT], f"{body}\n"
