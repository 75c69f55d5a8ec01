"""What we text back, in both languages."""

import pytest

from messaging.answer_texts import answer_words
from messaging.inbound.rules import OF_NO_SESSION, Back
from messaging.rules import STOP_WORDS
from tests.unit.messaging.test_answers_and_news import ANSWERED


@pytest.mark.parametrize("back", list(Back))
def test_each_answer_is_said_in_korean_and_names_no_word_that_ends_texts(back: Back) -> None:
    said = {}
    for language in ("ko", "en"):
        about = None if back in OF_NO_SESSION else ANSWERED
        said[language] = answer_words(back, about, programme="", link="", language=language)
        words = {word.strip(".,=:").casefold() for word in said[language].split()}
        assert words & STOP_WORDS == set()
        assert not any(ask in said[language].casefold() for ask in ("reply", "cancel", "답장", "회신"))
    assert said["ko"] != said["en"]
