"""What is new in an e-mail that answers one of ours, and the address that it is sent to."""

from email.message import EmailMessage

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from integrations.mail_answers.answer import MailAnswer, answer_in
from messaging.mail_answers.addresses import answer_address, message_id_in
from messaging.mail_answers.rules import new_words

OURS = """Reminder: session with Dana Reyes

Programme: Localization mentoring
When: tomorrow, Tue 24 Nov 09:00 Seoul

See the session, move it or cancel it:
https://hub.example/sessions/5
"""
QUOTED = "".join(f"> {line}\n" for line in OURS.splitlines())
HUB = "replies+m5-abcdefghijklmnop@hub.example"


def written(text: str, **headers: str) -> bytes:
    mail = EmailMessage()
    known = {"From": "Dana <Dana@Lab.example>", "To": HUB, "Subject": "Re: Reminder"}
    for name, value in (known | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()


@pytest.mark.parametrize(
    "above",
    [
        "On Mon, Nov 23, 2026 at 9:00 AM Meridian <hub@hub.example> wrote:",
        "On Mon, Nov 23, 2026 at 9:00 AM Meridian\n<hub@hub.example> wrote:",
        "2026년 11월 23일 (월) 오전 9:00, Meridian <hub@hub.example>님이 작성:",
        "-----Original Message-----\nFrom: Meridian <hub@hub.example>\nSent: Monday\nTo: Dana\nSubject: Reminder",
        "보낸 사람: Meridian <hub@hub.example>\n보낸 날짜: 2026년 11월 23일\n받는 사람: Dana\n제목: 알림",
        "________________________________\nFrom: Meridian\nSent: Monday\nTo: Dana",
        "",
    ],
)
@pytest.mark.parametrize("quoted", [QUOTED, OURS])
def test_what_is_quoted_and_what_introduces_it_is_left_out(above: str, quoted: str) -> None:
    text = f"늦을 것 같습니다. 감사합니다.\n\nSee you: 10 minutes later\n\n{above}\n\n{quoted}"
    assert new_words(text, OURS) == "늦을 것 같습니다. 감사합니다.\n\nSee you: 10 minutes later"


def test_words_below_and_between_what_is_quoted_count_too() -> None:
    text = f"{QUOTED}\nI will be there.\n\n> When: tomorrow, Tue 24 Nov 09:00 Seoul\n10:00 is better."
    assert new_words(text, OURS) == "I will be there.\n\n10:00 is better."


def test_a_mail_that_only_quotes_says_nothing() -> None:
    assert new_words(f"On Mon, Nov 23 at 9:00 Meridian <hub@hub.example> wrote:\n{QUOTED}", OURS) == ""


@given(st.text(alphabet="ab >:\n-_19<@", max_size=300), st.text(alphabet="ab :\n", max_size=200))
def test_whatever_is_written_nothing_raises_and_no_quoted_line_is_kept(text: str, said: str) -> None:
    kept = new_words(text, said).splitlines()
    assert not [line for line in kept if line.startswith(">")]


def test_the_words_the_sender_and_the_addresses_are_read() -> None:
    assert answer_in(written("I will be late.", Cc="Hub <HUB@hub.example>")) == MailAnswer(
        "dana@lab.example", (HUB, "hub@hub.example"), "I will be late."
    )


def test_a_mail_that_is_a_page_alone_is_read_without_what_it_quotes() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "dana@lab.example", HUB
    mail.set_content(
        "<style>p {}</style><div>늦습니다</div><p>Ten &amp; more</p><blockquote>When</blockquote>", "html"
    )
    found = answer_in(mail.as_bytes())
    assert found
    assert found.text.split() == ["늦습니다", "Ten", "&", "more"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner=x"},
        {"Precedence": "bulk"},
        {"List_Id": "<a.b>"},
        {"From": "dana@lab.example, max@lab.example"},
        {"From": "nobody"},
    ],
)
def test_what_machines_and_unclear_senders_write_is_no_answer(headers: dict[str, str]) -> None:
    assert answer_in(written("Out of office", **headers)) is None


@given(st.binary(max_size=400))
def test_whatever_a_mail_holds_nothing_raises(content: bytes) -> None:
    answer_in(content)
    answer_in(b"From: a@b.example\nContent-Type: text/html\n\n" + content)


def test_an_address_names_one_message_and_cannot_be_made_up() -> None:
    address = answer_address(7)
    local, _, domain = address.partition("@")
    assert (len(local) <= 64, domain in settings.DEFAULT_FROM_EMAIL) == (True, True)
    assert message_id_in(["somebody@hub.example", address.upper()]) == 7
    assert message_id_in([address.replace("+m7-", "+m8-")]) is None
    assert message_id_in([address.replace("+m7", "+m" + "9" * 30)]) is None
    assert message_id_in([]) is None


def test_a_list_of_ones_own_above_what_is_quoted_is_kept() -> None:
    text = f"When: 10:00\nWhere: your office\nWho: two of us\n\n{QUOTED}"
    assert new_words(text, OURS) == "When: 10:00\nWhere: your office\nWho: two of us"
