"""Is a mail from whom it says? By what the server that took it in added above it, and by nothing that a sender writes."""

from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.mail_authentication.verdict import sender_is_refuted

OURS = "mx.hub.example"


def mail(*results: str) -> bytes:
    head = "".join(f"Authentication-Results: {one}\r\n" for one in results)
    return f"{head}From: dana@lab.example\r\nSubject: Yes\r\n\r\ndmarc=fail\r\n".encode()


REFUTED = {
    "dmarc": [f"{OURS}; dmarc=fail header.from=lab.example"],
    "dmarc although spf passes for another domain": [
        f"{OURS}; spf=pass smtp.mailfrom=x@evil.example; dmarc=fail"
    ],
    "folded, in capitals, with blanks and comments": [
        "MX.hub.example 1;\r\n\tspf=pass;\r\n DMARC = Fail (p=none)"
    ],
    "a method with its version": [f"{OURS}; dmarc/1=fail"],
    "spf and dkim in one": [f"{OURS}; spf=fail smtp.mailfrom=lab.example; dkim=fail header.d=lab.example"],
    "spf and dkim each in a header of its own": [f"{OURS}; dkim=fail", f"{OURS}; spf=softfail"],
    "in the second of our server's": [f"{OURS}; spf=pass", f"{OURS}; dmarc=fail"],
    "a pass that is only said to be one": [f'{OURS}; spf=fail; dkim=fail reason="x; dkim=pass"'],
    "a result that touches a comment": [f"{OURS}; dmarc=fail(p=none)header.from=lab.example"],
    "a quoted mark that is escaped": [f'{OURS}; spf=fail; dkim=fail reason="\\"; dkim=pass"'],
    "a pass that the sender wrote below in our server's name": [
        f"{OURS}; spf=fail; dkim=fail",
        f"{OURS}; spf=pass; dkim=pass; dmarc=pass",
    ],
    "a pass in a comment in a comment": [f"{OURS}; spf=fail; dkim=fail (a (b) ; dkim=pass)"],
}
BELIEVED = {
    "nobody looked": [],
    "nothing to say": [f"{OURS}; none"],
    "all is well": [f"{OURS}; spf=pass; dkim=pass; dmarc=pass"],
    "forwarded: the signature holds": [f"{OURS}; spf=fail; dkim=pass"],
    "one of two signatures holds": [f"{OURS}; spf=fail; dkim=fail; dkim=pass"],
    "the signature was broken on the way": [f"{OURS}; spf=pass; dkim=fail"],
    "not signed": [f"{OURS}; spf=fail; dkim=none"],
    "dmarc could not be looked up": [f"{OURS}; dmarc=temperror"],
    "no result, but the words": [f'{OURS}; spf=pass (dmarc=fail) smtp.mailfrom="a;dmarc=fail;"@x.example'],
    "of a server on the way": [f"{OURS}; dmarc=pass", "relay.example; dmarc=fail"],
    "empty": [""],
    "without a name": ["; dmarc=pass"],
}


@pytest.mark.parametrize("results", REFUTED.values(), ids=REFUTED.keys())
def test_our_server_refutes_the_sender(results: list[str]) -> None:
    assert sender_is_refuted(mail(*results))
    assert sender_is_refuted(mail(*results), server=OURS)


@pytest.mark.parametrize("results", BELIEVED.values(), ids=BELIEVED.keys())
def test_our_server_does_not_refute_the_sender(results: list[str]) -> None:
    assert not sender_is_refuted(mail(*results))


def test_only_the_server_that_is_named_counts() -> None:
    above = mail("evil.example; dmarc=pass", f"{OURS}; dmarc=fail")
    assert [sender_is_refuted(above), sender_is_refuted(above, server=OURS)] == [False, True]
    beside = mail("relay.example; dmarc=fail", f"{OURS}; dmarc=pass")
    assert [sender_is_refuted(beside), sender_is_refuted(beside, server=OURS)] == [True, False]


@pytest.mark.parametrize(
    "results", [[], ["evil.example; dmarc=pass"], ["mx.hub.example.evil.example; dmarc=pass"]]
)
def test_where_the_server_is_named_and_said_nothing_the_sender_is_nobody(results: list[str]) -> None:
    assert not sender_is_refuted(mail(*results))
    assert sender_is_refuted(mail(*results), server=OURS)


def test_the_name_counts_in_any_case() -> None:
    assert not sender_is_refuted(mail("MX.Hub.Example 1; dmarc=pass"), server="mx.HUB.example")


def test_a_header_that_is_made_to_take_long_takes_no_longer() -> None:
    started = monotonic()
    for hostile in ('"' + '\\"' * 100_000, "(" + "\\(" * 100_000, "(" * 200_000):
        assert not sender_is_refuted(mail(f"{OURS}; {hostile}"))
    assert monotonic() - started < 5


@given(st.binary(max_size=400))
def test_whatever_a_mail_holds_nothing_raises(content: bytes) -> None:
    assert sender_is_refuted(content, server=OURS)
    sender_is_refuted(b"Authentication-Results: " + content)
