import pytest
from pydantic import ValidationError

from config.environment import Environment
from integrations.imap.address import ImapFolder

URL = "imaps://replies%40hub.example@imap.hub.example/Meridian/Replies"


def test_an_address_names_user_server_and_folder_and_never_shows_the_password() -> None:
    folder = ImapFolder.at(URL, "secret")
    assert (folder.host, folder.port, folder.user) == ("imap.hub.example", 993, "replies@hub.example")
    assert (folder.folder, folder.by_starttls) == ("Meridian/Replies", False)
    assert "secret" not in repr(folder)


def test_imap_without_s_begins_tls_by_starttls_and_the_folder_may_be_left_out() -> None:
    folder = ImapFolder.at("imap://me@localhost:1143", "secret")
    assert (folder.port, folder.folder, folder.by_starttls) == (1143, "INBOX", True)


@pytest.mark.parametrize(
    ("url", "password", "because"),
    [
        ("https://me@hub.example/INBOX", "secret", "like imaps://"),
        ("imap.hub.example", "secret", "like imaps://"),
        ("imaps://me@hub.example:99999/INBOX", "secret", "like imaps://"),
        ("imaps://hub.example/INBOX", "secret", "names a user and a host"),
        ("imaps://me@/INBOX", "secret", "names a user and a host"),
        ("imaps://me@hub.example/INBOX?x=1", "secret", "names a user and a host"),
        ("imaps://me:secret@hub.example/INBOX", "secret", "password does not stand in it"),
        ("imaps://me@hub.example/%EB%8B%B5", "secret", "in ASCII"),
        ("imaps://me@hub.example/IN%0D%0ABOX", "secret", "line breaks"),
        ("imaps://me@hub.example/INBOX", "sec\r\nret", "line breaks"),
        ("imaps://me@hub.example/INBOX", "", "needs a password"),
    ],
)
def test_what_names_no_folder_is_refused_with_its_reason(url: str, password: str, because: str) -> None:
    with pytest.raises(ValueError, match=because):
        ImapFolder.at(url, password)


def test_the_installation_does_not_start_with_half_an_address_or_two_folders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MERIDIAN_MODE", "test")
    assert Environment().replies_imap is None
    monkeypatch.setenv("MERIDIAN_REPLIES_IMAP_URL", URL)
    with pytest.raises(
        ValidationError, match="MERIDIAN_REPLIES_IMAP_URL and its _PASSWORD: it needs a password"
    ):
        Environment()
    monkeypatch.setenv("MERIDIAN_REPLIES_IMAP_PASSWORD", "secret")
    assert Environment().replies_imap == ImapFolder.at(URL, "secret")
    monkeypatch.setenv("MERIDIAN_REPLIES_MAILDIR", "/var/mail/replies")
    with pytest.raises(ValidationError, match="replies come to one folder"):
        Environment()
