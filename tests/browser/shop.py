"""A shop's page on an origin of its own, which has the widget, and a strict policy."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="{widget}" data-policy="crypjama" {data} async></script>
</head><body><h1>Privacy at the shop</h1>{text}
<button id="before">A button of the shop's</button></body></html>
"""


FILLER = f"<p>{'word ' * 800}</p>"


@contextmanager
def shop(
    chat: str, *, data: str = "", language: str = "en", port: int = 0, text: str = FILLER
) -> Iterator[str]:
    """The origin of the shop, whose page has that text.

    Its Content-Security-Policy allows the chat's server and no more.
    """
    policy = (
        f"default-src 'none'; script-src {chat}; frame-src {chat}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'"
    )
    html = PAGE.format(widget=f"{chat}/widget.js", data=data, language=language, text=text).encode()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            if found:
                self.wfile.write(html)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join(timeout=5)
