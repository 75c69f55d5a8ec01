"""When two names are of one company."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.company_names import ATTACHED, FORMS, LONGEST, company_key

NAMES = st.text(max_size=60)
# Names that are no legal form themselves, so that adding one changes nothing.
PLAIN = st.text(alphabet="abdfghijmqrsuvwxyz가나다라마바사아자차", min_size=1, max_size=30).filter(
    lambda name: name not in FORMS
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sierra Labs, Inc.", "SIERRA LABS"),
        ("Sierra-Labs Co., Ltd.", "sierra labs"),
        ("Ｓｉｅｒｒａ　Ｌａｂｓ", "Sierra Labs"),
        ("주식회사 솔빛", "솔빛(주)"),
        ("㈜솔빛", "솔빛주식회사"),
        ("솔빛 전자", "솔빛전자 유한회사"),
        ("株式会社ヤマノ", "ヤマノ"),
        ("Straße GmbH", "STRASSE"),
    ],
)
def test_spellings_of_one_company_have_one_key(one: str, other: str) -> None:
    assert company_key(one) == company_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Incline", "Cline"), ("Sierra Labs", "Sierra"), ("Corporate Finance", "Finance"), ("유한킴", "킴")],
)
def test_names_that_only_look_like_a_legal_form_stay_different(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


def test_a_name_that_is_nothing_but_a_legal_form_is_kept_and_one_without_letters_names_nothing() -> None:
    assert (company_key("Inc."), company_key("주식회사")) == ("inc", "주식회사")
    assert (company_key("…!"), company_key("(주)"), company_key("")) == ("", "", "")


@given(NAMES)
def test_the_key_of_a_key_is_itself_and_fits(name: str) -> None:
    key = company_key(name)
    assert company_key(key) == key
    assert len(key) <= LONGEST


@given(PLAIN, st.sampled_from(sorted(FORMS)))
def test_a_legal_form_before_or_after_changes_nothing(name: str, form: str) -> None:
    assert company_key(f"{name} {form.upper()}.") == company_key(f"{form} {name}") == company_key(name)


@given(PLAIN, st.sampled_from(ATTACHED))
def test_a_form_written_together_with_the_name_changes_nothing(name: str, form: str) -> None:
    assert company_key(form + name) == company_key(name + form) == company_key(name)


@given(NAMES)
def test_case_width_and_spaces_change_nothing(name: str) -> None:
    assert company_key(f"  {name}\t") == company_key(name)
    assert company_key(unicodedata.normalize("NFD", name)) == company_key(name)
    wide = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in name)
    assert company_key(wide) == company_key(name)
