import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.twilio_sms.korean import Change, Cleaned, cleaned, is_showable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("내일 09:00 멘토링", "내일 09:00 멘토링"),
        ("9:00 — 10:00 – late", "9:00 - 10:00 - late"),
        ("“내일” ‘봐요’", "\"내일\" '봐요'"),
        ("좋아요🙂👍🏽!", "좋아요!"),
        ("가족 👨‍👩‍👧", "가족 "),
        ("café Zoë", "cafe Zoe"),
        ("10\u00a0시\u200b", "10 시"),
        ("…", "..."),
        ("1,000₩", "1,000￦"),
        ("뷁", "?"),
        ("★ ☎ 漢字", "★ ☎ 漢字"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("https://hub.example/a/X_y-1?t=2&u=%20", "https://hub.example/a/X_y-1?t=2&u=%20"),
    ],
)
def test_a_text_becomes_what_a_korean_phone_shows(text: str, shown: str) -> None:
    assert cleaned(text).text == shown


def test_what_was_changed_is_told_in_order() -> None:
    assert cleaned("가—나🙂") == Cleaned("가-나", (Change("—", "-"), Change("🙂", "")))


def test_hangul_in_separate_letters_is_put_together_without_a_word() -> None:
    assert cleaned(unicodedata.normalize("NFD", "한국 멘토링")) == Cleaned("한국 멘토링", ())


def test_a_syllable_that_python_spells_out_in_letters_is_not_showable() -> None:
    assert len("똠".encode("euc_kr")) == 8
    assert is_showable("똠") is False


@given(st.text(max_size=200))
def test_whatever_is_left_can_be_shown_and_needs_no_second_cleaning(text: str) -> None:
    once = cleaned(text)

    assert all(is_showable(character) for character in once.text)
    assert cleaned(once.text) == Cleaned(once.text, ())
