"""The messages that can be worded, and how they are: of a programme, or of events those of the hub."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from messaging.models import TemplateAbout, TemplateText
from messaging.templates.catalogue import built_in, every_key, keys_of_events
from messaging.templates.filling import Key, Template, template_faults
from messaging.templates.queries import key_of, last_wordings, wordings_of
from problems import Problem


class TemplateUnknown(Problem):
    code = "template_unknown"
    status = 404
    title = _("There is no such message")
    detail = _("Open the list of templates again and choose one of those in it.")


@dataclass(frozen=True)
class Listed:
    """A message and how it is worded: `last` is None where nobody ever worded it; `fits` is false where its words can
    no longer be sent, and the built-in ones are."""

    key: Key
    last: TemplateText | None
    fits: bool

    @property
    def is_own(self) -> bool:
        return self.last is not None and not self.last.is_built_in


@dataclass(frozen=True)
class Opened:
    """One message with all its wordings, the last first, and the template of the built-in words."""

    key: Key
    built_in: Template
    history: Sequence[TemplateText]

    @property
    def number(self) -> int:
        """Of the last wording; 0 where there is none. It is the ETag."""
        return self.history[0].number if self.history else 0

    @property
    def is_own(self) -> bool:
        return bool(self.history) and not self.history[0].is_built_in

    @property
    def template(self) -> Template:
        """How the message is worded now."""
        return Template(self.history[0].subject, self.history[0].body) if self.is_own else self.built_in

    @property
    def fits(self) -> bool:
        return (self.key.is_approved and not self.is_own) or _fits(self.key, self.template)


def listed(programme: int | None) -> list[Listed]:
    """Every message that the programme can word, or without one those of events. One statement."""
    rows = {key_of(row): row for row in last_wordings(programme).select_related("by")}
    return [_listed(key, rows.get(key)) for key in (every_key() if programme else keys_of_events())]


def _listed(key: Key, last: TemplateText | None) -> Listed:
    is_own = last is not None and not last.is_built_in
    return Listed(key, last, not is_own or last is None or _fits(key, Template(last.subject, last.body)))


def _fits(key: Key, template: Template) -> bool:
    return not template_faults(key.about, key.kind, key.channel, template)


def key_named(about: str, kind: str, channel: str, language: str) -> Key:
    """Raises TemplateUnknown."""
    named = (about, kind, channel, language)
    for key in keys_of_events() if about == TemplateAbout.EVENT else every_key():
        if (key.about, key.kind, key.channel, key.language) == named:
            return key
    raise TemplateUnknown


def opened(programme: int | None, key: Key) -> Opened:
    """One statement."""
    return Opened(key, built_in(key), list(wordings_of(programme, key)))
