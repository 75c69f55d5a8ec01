"""`python -m tests.catalogues`: every sentence of the server is there in Korean, with its placeholders.

English is the language of the msgids, so a catalogue of its own would repeat them.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}
# %(name)s and {name}: a translation may order them otherwise, not lose or invent one.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def faults_of(catalogue: Catalog, wanted: set[str]) -> list[str]:
    """What is missing in `catalogue`, marked fuzzy, given other placeholders, or no longer `wanted`."""
    held = {_id(message): message for message in catalogue if message.id}
    faults = [f"not translated: {msgid!r}" for msgid in sorted(wanted) if not _texts(held.get(msgid))]
    for msgid, message in held.items():
        if message.fuzzy:
            faults.append(f"fuzzy: {msgid!r}")
        if msgid not in wanted:
            faults.append(f"no longer said: {msgid!r}")
        faults += [
            f"other placeholders: {msgid!r} -> {text!r}"
            for text in _texts(message)
            if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(msgid))
        ]
    return faults


def said_by_the_server() -> set[str]:
    """Every msgid in backend/ that is marked for translation."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT / "backend", methods, options, KEYWORDS)
    return {messages if isinstance(messages, str) else messages[0] for _, _, messages, _, _ in found}


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(message: Message | None) -> list[str]:
    if message is None:
        return []
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return texts if all(texts) else []


def main() -> int:
    path = ROOT / "backend" / "locale" / "ko" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale="ko")
    faults = faults_of(catalogue, said_by_the_server())
    for fault in faults:
        sys.stdout.write(f"{path.relative_to(ROOT)}: {fault}\n")
    if faults:
        sys.stdout.write("babel.cfg says how the catalogue is brought up to date.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
