"""What we text back, in both languages."""

import pytest
from django.utils.translation import override

from mentoring.texting.words import _WORDS, Back
from messaging.rules import STOP_WORDS


@pytest.mark.parametrize("back", list(Back))
def test_each_answer_is_said_in_korean_and_names_no_word_that_ends_texts(back: Back) -> None:
    said = {}
    for language in ("ko", "en"):
        with override(language):
            said[language] = _WORDS[back]() % {"name": "Dana Reyes"}
        words = {word.strip(".,=:").casefold() for word in said[language].split()}
        assert words & STOP_WORDS == set()
        assert not any(ask in said[language].casefold() for ask in ("reply", "cancel", "답장", "회신"))
    assert said["ko"] != said["en"]
