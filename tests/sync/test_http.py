"""Real sockets: what the laptop makes of every way in which a line can fail it."""

import datetime
import ipaddress
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sync.clock import Clock
from sync.crm import Crm, NoLine
from sync.http import RequestsTransport
from sync.wire import Answer, NoAnswer, Problem
from tests.sync.raw_server import RawServer, Script, response, serving


def ping(script: Script, deadline_s: float = 5.0) -> tuple[Answer | Problem | NoAnswer, RawServer]:
    """What a ping against a server that does `script` comes to."""
    with serving(script) as server:
        transport = Impatient(server.url, deadline_s)
        try:
            return Crm(server.url, transport, Clock()).ping(), server
        finally:
            transport.close()


class Impatient(RequestsTransport):
    """The transport with shorter deadlines than the protocol's, so that a test need not wait for those."""

    def __init__(self, url: str, deadline_s: float) -> None:
        super().__init__(url)
        self.deadline_s = deadline_s

    def send(self, method, url, headers, body, deadline_s, stream=False):  # type: ignore[no-untyped-def]
        return super().send(method, url, headers, body, min(deadline_s, self.deadline_s), stream)


def test_the_hub_answers() -> None:
    answer, _ = ping(lambda line, request: line.sendall(response(request)))
    assert isinstance(answer, Answer)
    assert answer.body == b"{}"


def test_one_connection_serves_many_calls() -> None:
    with serving(lambda line, request: line.sendall(response(request))) as server:
        transport = RequestsTransport(server.url)
        crm = Crm(server.url, transport, Clock())
        assert all(isinstance(crm.ping(), Answer) for _ in range(5))
        assert server.connections == 1
        transport.close()


def test_a_zstd_body_is_opened() -> None:
    packed = zstandard.compress(b'{"a":1}' + b" " * 10_000)
    answer, server = ping(
        lambda line, request: line.sendall(response(request, packed, more="Content-Encoding: zstd\r\n"))
    )
    assert isinstance(answer, Answer)
    assert answer.body.startswith(b'{"a":1}')
    assert b"Accept-Encoding: zstd, gzip" in server.requests[0]


def test_a_mangled_zstd_body_is_no_answer() -> None:
    answer, _ = ping(lambda line, request: line.sendall(response(request, b"junk", more="Content-Encoding: zstd\r\n")))
    assert answer == NoAnswer("NET-CUT")


def test_a_captive_portals_page_is_no_answer() -> None:
    page = b"<html>Welcome to the free Wi-Fi</html>"
    answer, _ = ping(
        lambda line, _: line.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(page), page)
        )
    )
    assert answer == NoAnswer("NET-NOT-THE-HUB")


def test_a_redirect_is_not_followed() -> None:
    answer, server = ping(
        lambda line, request: line.sendall(response(request, status="302 Found", more="Location: /login\r\n"))
    )
    assert answer == NoAnswer("NET-REDIRECT")
    assert len(server.requests) == 1


def test_an_answer_to_somebody_elses_call_is_no_answer() -> None:
    answer, _ = ping(lambda line, _: line.sendall(response(b"Field-Sync-Nonce: 00000000000000000000000000000000")))
    assert answer == NoAnswer("NET-NOT-THE-HUB")


def test_a_body_that_breaks_off_is_no_answer() -> None:
    def cut(line: socket.socket, request: bytes) -> None:
        line.sendall(response(request, b"x" * 100)[:-50])
        line.close()

    answer, _ = ping(cut)
    assert answer == NoAnswer("NET-CUT")


def test_a_body_without_length_that_the_deadline_cuts_is_no_answer() -> None:
    def endless(line: socket.socket, request: bytes) -> None:
        head = response(request).split(b"\r\n\r\n")[0].replace(b"Content-Length: 2\r\n", b"")
        line.sendall(head + b"\r\nConnection: close\r\n\r\n{}")
        line.recv(1)

    answer, _ = ping(endless, deadline_s=0.3)
    assert answer == NoAnswer("NET-DEADLINE")


def test_a_body_that_dribbles_meets_the_deadline() -> None:
    def dribble(line: socket.socket, request: bytes) -> None:
        line.sendall(response(request, b"x" * 10_000)[:-10_000])
        tick = threading.Event()
        while True:
            line.sendall(b"x")
            tick.wait(0.02)

    began = time.monotonic()
    answer, _ = ping(dribble, deadline_s=0.5)
    assert answer == NoAnswer("NET-DEADLINE")
    assert time.monotonic() - began < 2


def test_a_half_open_line_meets_the_deadline() -> None:
    answer, _ = ping(lambda line, _: line.recv(1) and None, deadline_s=0.3)
    assert answer == NoAnswer("NET-DEADLINE")


def test_a_second_call_on_a_kept_connection_meets_the_deadline_too() -> None:
    def once(line: socket.socket, request: bytes) -> None:
        if len(server.requests) == 1:
            line.sendall(response(request))
        else:
            line.recv(1)

    with serving(once) as server:
        transport = Impatient(server.url, 0.5)
        crm = Crm(server.url, transport, Clock())
        assert isinstance(crm.ping(), Answer)
        assert crm.ping() == NoAnswer("NET-DEADLINE")
        assert server.connections == 1
        transport.close()


def test_the_line_is_cut_before_an_answer() -> None:
    answer, _ = ping(lambda line, _: line.shutdown(socket.SHUT_RDWR))
    assert answer == NoAnswer("NET-CUT")


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    transport = RequestsTransport(url)
    assert Crm(url, transport, Clock()).ping() == NoAnswer("NET-REFUSED")
    transport.close()


def test_a_name_without_an_address() -> None:
    url = "http://no-such-hub.invalid"
    transport = RequestsTransport(url)
    assert Crm(url, transport, Clock()).ping() == NoAnswer("NET-DNS")
    transport.close()


@pytest.mark.parametrize("stream", [False, True])
def test_closing_ends_a_hanging_call_at_once(stream: bool) -> None:
    hangs = threading.Event()

    def hang(line: socket.socket, request: bytes) -> None:
        if stream:
            line.sendall(response(request, b"x" * 10_000)[:-9_000])
        hangs.set()
        line.recv(1)

    with serving(hang) as server:
        transport = RequestsTransport(server.url)
        codes: list[str] = []

        def call() -> None:
            try:
                answer = transport.send("GET", server.url, {}, None, 30.0, stream)
                list(answer.body)
            except NoLine as error:
                codes.append(error.code)

        thread = threading.Thread(target=call)
        thread.start()
        assert hangs.wait(5)
        began = time.monotonic()
        transport.close()
        thread.join(5)
        assert time.monotonic() - began < 1
        assert codes == ["NET-STOPPED"]
        with pytest.raises(NoLine, match="NET-STOPPED"):
            transport.send("GET", server.url, {}, None, 30.0)


def test_closing_does_not_wait_for_a_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, release = threading.Event(), threading.Event()

    def slow(*_args: object, **_options: object) -> list[object]:
        asked.set()
        release.wait(10)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    transport = RequestsTransport("http://hub.invalid")
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.append(Crm("http://hub.invalid", transport, Clock()).ping()))
    thread.start()
    assert asked.wait(5)
    transport.close()
    thread.join(1)
    release.set()
    assert answers == [NoAnswer("NET-STOPPED")]


def test_an_endless_body_is_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.http.LARGEST_BODY", 100_000)

    def flood(line: socket.socket, request: bytes) -> None:
        line.sendall(response(request, b"x" * 5_000_000))

    answer, _ = ping(flood)
    assert answer == NoAnswer("NET-TOO-LARGE")


def test_a_password_file_of_the_user_does_not_replace_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login a password b")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with serving(lambda line, request: line.sendall(response(request))) as server:
        transport = RequestsTransport(server.url)
        transport.send("GET", server.url, {"Authorization": "Bearer token"}, None, 5.0)
        transport.close()
    assert b"Authorization: Bearer token\r\n" in server.requests[0]


def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda line, request: line.sendall(response(request))) as server:
        monkeypatch.setenv("http_proxy", server.url)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        transport = RequestsTransport("http://hub.invalid")
        monkeypatch.delenv("http_proxy")
        assert isinstance(Crm("http://hub.invalid", transport, Clock()).ping(), Answer)
        transport.close()
    assert server.requests[0].startswith(b"GET http://hub.invalid/api/v1/ping ")


class TestTls:
    """A city's own certificate authority counts exactly when the system trusts it."""

    @pytest.fixture
    def authority(self, tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
        certificate, key = _self_signed()
        path = tmp_path / "hub.pem"
        path.write_bytes(certificate + key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return path, context

    def test_one_that_the_system_trusts(
        self, authority: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority[0]))
        with serving(lambda line, request: line.sendall(response(request)), authority[1]) as server:
            transport = RequestsTransport(server.url)
            assert isinstance(Crm(server.url, transport, Clock()).ping(), Answer)
            transport.close()

    def test_one_that_it_does_not(self, authority: tuple[Path, ssl.SSLContext]) -> None:
        with serving(lambda line, request: line.sendall(response(request)), authority[1]) as server:
            transport = RequestsTransport(server.url)
            assert Crm(server.url, transport, Clock()).ping() == NoAnswer("NET-TLS")
            transport.close()
        assert server.requests == []

    def test_the_deadline_cuts_a_tls_line(
        self, authority: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority[0]))
        with serving(lambda line, _: line.recv(1) and None, authority[1]) as server:
            transport = Impatient(server.url, 0.5)
            assert Crm(server.url, transport, Clock()).ping() == NoAnswer("NET-DEADLINE")
            transport.close()


def _self_signed() -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "City Hall")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return (
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
