"""Optimistic locking over HTTP (RFC 9110, sections 8.8.3 and 13.1.1): the ETag of a thing is its revision."""

import re

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from problems import Problem

_TAGS = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W/)?"[\x21\x23-\x7e]*")*')
_REVISION = re.compile(r'(?<!W/)"(\d{1,9})"')


class ChangedMeanwhile(Problem):
    """`changed` has a row per field: {field, before, after}, over all changes since the version that was seen."""

    code = "changed_meanwhile"
    status = 412
    title = _("It has changed meanwhile")
    detail = _("Somebody changed it since you opened it. Look at what changed and repeat what you want.")


class IfMatchMalformed(Problem):
    code = "if_match_malformed"
    title = _("The If-Match header is malformed")
    detail = _('Send the ETag as it came with the session, in quotes: "3".')


def revisions_seen(request: Request) -> frozenset[int] | None:
    """The revisions that If-Match names; None without the header or with `*`, which anything fulfils.

    Comparison is strong: a weak tag, or one that was never ours, matches nothing.
    """
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    if not _TAGS.fullmatch(header.strip()):
        raise IfMatchMalformed
    return frozenset(int(revision) for revision in _REVISION.findall(header))
