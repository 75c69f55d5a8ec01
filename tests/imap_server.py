"""An IMAP4rev1 server on this machine, with one mailbox, behind TLS: as much of RFC 3501 as readers of a folder need."""

import asyncio
import re
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, PASSWORD = "replies@hub.example", 'pass "word" \\ 비밀'
FETCH = re.compile(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)")
STORE = re.compile(r"UID STORE (\d+) \+FLAGS\.SILENT \(\\Seen\)")


@dataclass
class Stored:
    content: bytes
    seen: bool = False


@dataclass
class MailServer:
    """`mails` by UID. The connection is cut when `cut_at` was said `cut_after` times more; `said` are all commands."""

    port: int = 0
    folder: str = "Replies"
    password: str = PASSWORD
    offers_plain: bool = True
    by_starttls: bool = False
    mails: dict[int, Stored] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    cut_at: str = ""
    cut_after: int = 0

    def put(self, content: bytes) -> int:
        """A mail arrives; its UID."""
        uid = max(self.mails, default=0) + 1
        self.mails[uid] = Stored(content)
        return uid

    def unseen(self) -> list[int]:
        return [uid for uid, mail in self.mails.items() if not mail.seen]

    @property
    def url(self) -> str:
        scheme = "imap" if self.by_starttls else "imaps"
        return f"{scheme}://replies%40hub.example@{HOST}:{self.port}/{self.folder}"


class _Cut(Exception):
    """The line goes dead here."""


class _Session:
    """One connection: a line is a tag and a command; each is answered by untagged lines and a tagged one."""

    def __init__(
        self,
        server: MailServer,
        tls: ssl.SSLContext,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self.server, self.tls, self.reader, self.writer = server, tls, reader, writer
        self.is_secret = not server.by_starttls
        self.is_signed_in = self.is_selected = self.is_over = False

    async def run(self) -> None:
        try:
            await self._say(f"* OK [CAPABILITY {self._abilities()}] ready".encode())
            while not self.is_over and (line := await self.reader.readline()):
                tag, _, command = line.decode().strip().partition(" ")
                await self._answer(tag, command)
        except (_Cut, ConnectionError, ssl.SSLError):
            self.writer.transport.abort()
        finally:
            self.writer.close()

    async def _say(self, *lines: bytes) -> None:
        self.writer.write(b"".join(line + b"\r\n" for line in lines))
        await self.writer.drain()

    def _abilities(self) -> str:
        more = "" if self.is_secret else " STARTTLS LOGINDISABLED"
        return "IMAP4rev1" + more + (" AUTH=PLAIN" if self.server.offers_plain and self.is_secret else "")

    async def _answer(self, tag: str, command: str) -> None:
        name = " ".join(command.upper().split()[: 2 if command.upper().startswith("UID") else 1])
        self.server.said.append(name)
        if self.server.cut_at and name == self.server.cut_at:
            if not self.server.cut_after:
                raise _Cut
            self.server.cut_after -= 1
        if name == "STARTTLS":
            await self._say(f"{tag} OK begin".encode())
            await self.writer.start_tls(self.tls)
            self.is_secret = True
            return
        lines, end = await self._done(name, command)
        await self._say(*lines, f"{tag} {end}".encode())

    async def _done(self, name: str, command: str) -> tuple[list[bytes], str]:
        match name:
            case "CAPABILITY":
                return [f"* CAPABILITY {self._abilities()}".encode()], "OK done"
            case "LOGIN" | "AUTHENTICATE" if self.is_secret:
                self.is_signed_in = await self._is_right(name, command)
                return [], "OK done" if self.is_signed_in else "NO [AUTHENTICATIONFAILED] no"
            case "SELECT" if self.is_signed_in:
                self.is_selected = command == f'SELECT "{self.server.folder}"'
                count = f"* {len(self.server.mails)} EXISTS".encode()
                return ([count], "OK done") if self.is_selected else ([], "NO no such folder")
            case "LOGOUT":
                self.is_over = True
                return [b"* BYE so long"], "OK done"
            case _ if self.is_selected:
                return self._in_folder(name, command)
        return [], "BAD not now"

    async def _is_right(self, name: str, command: str) -> bool:
        if name == "LOGIN":
            quoted = self.server.password.replace("\\", "\\\\").replace('"', '\\"')
            return command == f'LOGIN "{USER}" "{quoted}"'
        await self._say(b"+ ")
        return b64decode(await self.reader.readline()).decode() == f"\0{USER}\0{self.server.password}"

    def _in_folder(self, name: str, command: str) -> tuple[list[bytes], str]:
        mails = self.server.mails
        if command == "UID SEARCH UNSEEN UNDELETED":
            return [f"* SEARCH {' '.join(map(str, self.server.unseen()))}".strip().encode()], "OK done"
        if found := FETCH.fullmatch(command):
            uid, most = map(int, found.groups())
            if uid not in mails:
                return [], "OK done"
            part = mails[uid].content[:most]
            head = f"* {list(mails).index(uid) + 1} FETCH (UID {uid} BODY[]<0> {{{len(part)}}}\r\n".encode()
            return [head + part + b")"], "OK done"
        if found := STORE.fullmatch(command):
            if mail := mails.get(int(found[1])):
                mail.seen = True
            return [], "OK done"
        return [], f"BAD {name} is not known"


@contextmanager
def running_mail_server(folder: Path, *, by_starttls: bool = False) -> Iterator[MailServer]:
    """A server in a thread of its own; its certificate, to be trusted, is `folder / "certificate.pem"`."""
    server, loop = MailServer(by_starttls=by_starttls), asyncio.new_event_loop()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(_certificate(folder))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _Session(server, tls, reader, writer).run()

    at_once = None if by_starttls else tls
    listening = loop.run_until_complete(asyncio.start_server(serve, HOST, 0, ssl=at_once))
    server.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(listening.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


def _certificate(folder: Path) -> Path:
    """A certificate for this machine that vouches for itself, with its key, in one file."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)]),
    )
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form = serialization.PrivateFormat.PKCS8
    path = folder / "certificate.pem"
    secret = key.private_bytes(pem, form, serialization.NoEncryption())
    path.write_bytes(certificate.public_bytes(pem) + secret)
    return path
