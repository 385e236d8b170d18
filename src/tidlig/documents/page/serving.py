"""Serves one page to the browsers of this machine, and tells them when it is another.

It listens on 127.0.0.1 alone, under a path that nobody can guess, and answers only where the name
of the host is its own: a page of a stranger, whose name leads here, gets nothing.
"""

import secrets
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"
PATIENCE = 15.0
"""Seconds after which a browser is told that nothing has changed, so that it stays connected."""


def reload_script(number: int) -> str:
    """Return what makes a page ask for the next one once there is one after its own number."""
    return (
        f'(function(){{var s=new EventSource("events?{number}");'
        "s.onmessage=function(){s.close();location.reload()}})();\n"
    )


@dataclass(slots=True)
class Shown:
    """The page that is shown, its number, which grows with each change, and who it is shown as."""

    text: bytes = b""
    number: int = 0
    hosts: tuple[str, ...] = ()
    is_closed: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    def show(self, text: str) -> None:
        """Show another page, and wake those who wait for one."""
        with self.changed:
            self.text, self.number = text.encode("utf-8"), self.number + 1
            self.changed.notify_all()

    def close(self) -> None:
        """Let those who wait go."""
        with self.changed:
            self.is_closed = True
            self.changed.notify_all()


class PageServer:
    """A server of one page, which runs until it is closed."""

    def __init__(self) -> None:
        """Listen at once, on a port that the system chooses."""
        self.shown = Shown()
        self._path = f"/{secrets.token_urlsafe(18)}/"
        handler = type("Handler", (_Handler,), {"shown": self.shown, "secret_path": self._path})
        self._server = ThreadingHTTPServer((HOST, 0), handler)
        self._server.daemon_threads = True
        port = self._server.server_port
        self.shown.hosts = (f"{HOST}:{port}", f"localhost:{port}")
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self._server.server_port}{self._path}"

    def close(self) -> None:
        """Stop listening."""
        self.shown.close()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Answers a browser: with the page, with events, or not at all."""

    shown: Shown
    secret_path: str
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the page or its events; to others that there is nothing."""
        path, _, query = self.path.partition("?")
        if not self._is_own_host():
            self._answer(HTTPStatus.FORBIDDEN, b"")
        elif secrets.compare_digest(path.encode(), self.secret_path.encode()):
            self._answer(HTTPStatus.OK, self.shown.text)
        elif secrets.compare_digest(path.encode(), f"{self.secret_path}events".encode()):
            self._events(int(query) if query.isascii() and query.isdigit() else 0)
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"")

    def _is_own_host(self) -> bool:
        return self.headers.get("Host") in self.shown.hosts

    def _answer(self, status: HTTPStatus, body: bytes) -> None:
        self.send_response_only(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self._guard()
        self.end_headers()
        self.wfile.write(body)

    def _guard(self) -> None:
        for name, value in (
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
        ):
            self.send_header(name, value)

    def _events(self, number: int) -> None:
        """Tell a browser once that there is a page after the one that it has."""
        self.close_connection = True
        self.send_response_only(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self._guard()
        self.end_headers()
        try:
            while not self._is_told(number):
                self.wfile.write(b": nothing yet\n\n")
                self.wfile.flush()
        except OSError:
            return  # the browser has left

    def _is_told(self, number: int) -> bool:
        """Wait for a while; return whether there was a change, or nothing more to wait for."""
        with self.shown.changed:
            self.shown.changed.wait_for(
                lambda: self.shown.number != number or self.shown.is_closed, PATIENCE
            )
            is_changed = self.shown.number != number
        if is_changed:
            self.wfile.write(b"data: changed\n\n")
            self.wfile.flush()
        return is_changed or self.shown.is_closed

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the terminal is for the ledger's findings."""
