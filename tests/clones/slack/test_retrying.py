"""An app that wants no second try says so in its answer, and gets none."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
from tests.clones.slack.test_events import until


def test_what_is_declined_does_not_come_again(act: Callable[..., Any], control: httpx.Client) -> None:
    answers = {"/once": [("X-Slack-No-Retry", "1")], "/again": []}

    class Web(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(500)
            for name, value in answers[self.path]:
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"

    def sent() -> list[dict[str, Any]]:
        made = control.get("/deliveries").json()
        return [each for each in made if each["event"] == "message" and each["attempts"]]

    try:
        act("configure_app", request_url=f"{url}/once", events=["message.channels"])
        act("post", user="ben", channel="webapp", text="once")
        assert until(lambda: [each["status"] for each in sent()]) == ["failed"]
        act("configure_app", request_url=f"{url}/again")
        act("post", user="ben", channel="webapp", text="again")
        assert until(lambda: [len(each["attempts"]) for each in sent() if len(each["attempts"]) > 1]) == [2]
        assert [each["status"] for each in sent()] == ["failed", "pending"]
    finally:
        server.shutdown()
        server.server_close()
