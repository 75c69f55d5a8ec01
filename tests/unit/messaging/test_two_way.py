"""What texts ask, and how the answers are read."""

import pytest

from messaging.inbound.rules import Reading, asks_for_help, reading_of
from messaging.rules import START_WORDS, STOP_WORDS
from messaging.two_way import ACCEPT, COME, TAKE, can_be_answered, masked, question_line


@pytest.mark.parametrize("text", ["1", " 1.", "\uff11", "Y", "yes!", "OK", "예", "네", "넵", "\u1102\u1166"])
def test_few_words_are_a_yes(text: str) -> None:
    assert reading_of(text) is Reading.YES


@pytest.mark.parametrize("text", ["2", "\uff12", "2."])
def test_two_is_the_wish_for_another_time(text: str) -> None:
    assert reading_of(text) is Reading.OTHER_TIME


@pytest.mark.parametrize("text", ["", "11", "1 2", "yes please", "no", "예?", "cancel", "😀", "x" * 1600])
def test_all_else_are_words(text: str) -> None:
    assert reading_of(text) is Reading.WORDS


def test_no_word_for_another_time_ends_or_starts_texts() -> None:
    assert reading_of("yes") is Reading.YES  # which is START, too, where texts were stopped
    assert [word for word in STOP_WORDS if reading_of(word) is not Reading.WORDS] == []
    assert [word for word in START_WORDS if reading_of(word) is not Reading.WORDS] == ["yes"]


@pytest.mark.parametrize(("text", "keyword"), [("HELP", ""), ("info.", ""), ("도와주세요", "HELP")])
def test_help_is_twilios(text: str, keyword: str) -> None:
    assert asks_for_help(text, keyword)


@pytest.mark.parametrize("asks", [ACCEPT, TAKE, COME])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_question_names_1_and_2_and_no_word_that_ends_texts(asks: str, language: str) -> None:
    line = question_line(asks, language)
    assert "1" in line
    assert "2" in line
    words = {word.strip(".,=:").casefold() for word in line.split()}
    assert words & STOP_WORDS == set()


@pytest.mark.parametrize(
    ("phone", "answers"),
    [("+14155550123", True), ("+821012345678", False), ("+442071838750", False), ("+1", False), ("", False)],
)
def test_only_some_countries_carry_answers(phone: str, answers: bool) -> None:
    assert can_be_answered(phone) is answers


def test_of_a_number_two_signs_at_each_end_may_be_seen() -> None:
    assert masked("+14155550199") == "+1…99"
