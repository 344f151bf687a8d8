import re

from fastapi.testclient import TestClient

from assistant.catalogues import ENGLISH
from assistant.chat import Frame
from assistant.web.document import rewrite

FRAME = Frame(
    head="<!--head-->",
    before="<!--before-->",
    before_on_signal="<!--signal-->",
    after="<!--after-->",
    title="Chat",
    catalogue=ENGLISH,
)
HOST = re.compile(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)


def test_the_page_names_no_other_host_outside_the_policys_own_words(client: TestClient) -> None:
    page = client.get("/chat/").text
    around = re.sub(r'<aside id="policy".*?</aside>', "", page, flags=re.DOTALL)
    assert set(HOST.findall(around)) <= {"http://testserver"}


def test_tags_that_reach_elsewhere_are_dropped() -> None:
    html = (
        '<head><link rel="preconnect" href="https://fonts.example"><link rel="a" href="./b">'
        '<script src="//cdn.example/x.js"></script><meta property="og:url" content="https://a.b/">'
        '<link rel="manifest" href="/manifest.json" /></head>'
    )
    assert rewrite(html, FRAME, nonce="n") == ('<head><link rel="a" href="./b"><!--head--></head>')


def test_the_frame_stands_around_the_conversation() -> None:
    html = rewrite("<body><gradio-app a></gradio-app></body>", FRAME, nonce="n")
    assert html == "<body><!--before--><gradio-app a></gradio-app><!--after--></body>"


def test_the_policy_can_be_read_without_scripts(client: TestClient) -> None:
    page = client.get("/chat/").text
    assert "we have not sold any Personal Information for monetary consideration" in page
    assert "Not legal advice" in page
    assert 'href="mailto:contact@crypjama.com"' in page


def test_the_page_comes_whole_to_who_accepts_compression(client: TestClient) -> None:
    page = client.get("/chat/", headers={"accept-encoding": "br, gzip"})
    assert page.headers["content-length"] == str(len(page.content))
    assert page.text.rstrip().endswith("</html>")


def test_asking_for_the_head_gets_no_body(client: TestClient) -> None:
    response = client.head("/chat/")
    assert response.status_code == 200
    assert response.content == b""
