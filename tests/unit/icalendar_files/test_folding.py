"""Content lines are folded as RFC 5545, 3.1 wants it."""

from hypothesis import example, given
from hypothesis import strategies as st

from integrations.icalendar_files.text import folded

LINES = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=400)


@given(LINES)
@example("x" * 75)
@example("x" * 76)
@example("x" * 74 + "가")
@example("SUMMARY:" + "가나다라마바사" * 40)
@example("\\" * 300)
@example("^" * 74 + "😀" * 40)
def test_a_folded_line_is_short_and_unfolds_to_itself(line: str) -> None:
    octets = folded(line)
    pieces = octets.split(b"\r\n")
    assert [len(piece) for piece in pieces if len(piece) > 75] == []
    assert [piece for piece in pieces[1:] if piece[:1] != b" "] == []
    # Each piece is whole letters, for readers that decode before they unfold.
    assert "".join([pieces[0].decode(), *(piece[1:].decode() for piece in pieces[1:])]) == line


@given(st.lists(st.sampled_from(["\\n", "\\,", "\\;", "^n", "x", "가"]), max_size=200).map("".join))
def test_no_line_ends_between_a_backslash_and_what_it_escapes(line: str) -> None:
    for piece in folded(line).split(b"\r\n")[:-1]:
        assert piece[-1:] not in (b"\\", b"^")
