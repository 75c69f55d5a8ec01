import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.twilio_sms.segments import BASIC, EXTENDED, Size, size_of


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", Size("GSM-7", 0, 1, 160)),
        ("a" * 160, Size("GSM-7", 160, 1, 0)),
        ("a" * 161, Size("GSM-7", 161, 2, 145)),
        ("a" * 306, Size("GSM-7", 306, 2, 0)),
        ("a" * 307, Size("GSM-7", 307, 3, 152)),
        ("€" * 80, Size("GSM-7", 160, 1, 0)),
        ("a" * 152 + "€" * 5, Size("GSM-7", 162, 2, 143)),
        ("가" * 70, Size("UCS-2", 70, 1, 0)),
        ("가" * 71, Size("UCS-2", 71, 2, 63)),
        ("가" * 134, Size("UCS-2", 134, 2, 0)),
        ("가" * 135, Size("UCS-2", 135, 3, 66)),
        ("a" * 69 + "’", Size("UCS-2", 70, 1, 0)),
        ("🙂", Size("UCS-2", 2, 1, 68)),
        ("가" * 66 + "🙂" + "가" * 10, Size("UCS-2", 78, 2, 55)),
    ],
)
def test_a_text_has_the_size_that_the_network_counts(text: str, size: Size) -> None:
    assert size_of(text) == size


@given(st.text(alphabet=sorted(BASIC | EXTENDED), max_size=500))
def test_texts_of_the_gsm_alphabet_stay_in_it(text: str) -> None:
    assert size_of(text).encoding == "GSM-7"


@given(st.text(max_size=300), st.text(max_size=10))
def test_a_longer_text_never_needs_fewer_parts(text: str, more: str) -> None:
    assert size_of(text + more).parts >= size_of(text).parts
