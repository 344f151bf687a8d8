"""The chat in its reader's language, and in the shop's own looks."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.catalogues.extraction import sentences_in_code
from settings import Settings
from tests.browser.conftest import first_visit
from tests.browser.test_accessibility import barriers
from tests.serving import whole_chat

Visit = Callable[..., AbstractContextManager[Page]]
# In no language a word: names, marks, what was typed, what the fake says, and the policy.
_NOT_OURS = re.compile(r"^[\W\d_]*$")
_CHECKED = "#masthead, #ask, #always, #examples, #verdict, #request, #thinking, #status"


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Esperanto, in which every sentence stands in brackets; and a little Arabic."""
    folder = tmp_path_factory.mktemp("catalogues")
    entries = (f"msgid {quoted(one)}\nmsgstr {quoted(f'⟦{one}⟧')}\n" for one in sentences_in_code())
    (folder / "eo.po").write_text("\n".join(entries), encoding="utf-8")
    (folder / "ar.po").write_text(
        'msgid "Send"\nmsgstr "إرسال"\n\nmsgid "Your question"\nmsgstr "سؤالك"\n', encoding="utf-8"
    )
    return folder


def quoted(sentence: str) -> str:
    escaped = sentence.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@pytest.fixture(scope="module")
def chat(catalogues: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("languages")
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (folder / "brand.yaml").write_text(
        'name: Pyjama & Sons\nlogo: logo.svg\ncolor: "#7c2d12"\ncolor_at_night: "#fdba74"\n'
        'greeting: "Hi! *Ask* us <b>anything</b> about your data."\n',
        encoding="utf-8",
    )
    settings = Settings(
        questions_per_minute=1000, catalogues_folder=catalogues,
        brand_file=folder / "brand.yaml", database_url=f"sqlite:///{folder}/tickets.sqlite3",
    )  # fmt: skip
    with whole_chat(settings) as origin:
        yield origin


@pytest.fixture
def visit(browser: Browser, chat: str) -> Visit:
    @contextmanager
    def visit(
        locale: str = "en", *, query: str = "", width: int = 1280, **context: Any
    ) -> Iterator[Page]:
        with first_visit(browser, chat, query=query, width=width, locale=locale, **context) as page:
            yield page

    return visit


def say(page: Page, words: str) -> None:
    page.fill("#question textarea", words)
    page.click("#send")


@pytest.mark.parametrize(("locale", "query"), [("es-MX", ""), ("en", "?language=es")])
def test_a_request_is_made_from_beginning_to_end_in_spanish(
    visit: Visit, locale: str, query: str
) -> None:
    with visit(locale, query=query, width=390, reduced_motion="reduce") as page:
        assert page.evaluate("document.documentElement.lang") == "es"
        expect(page).to_have_title("Asistente de privacidad de Pyjama & Sons")
        expect(
            page.get_by_text("Las preguntas se entienden, y se responden, en inglés")
        ).to_be_visible()
        page.get_by_role("button", name="¿Venden mis datos?").click()
        expect(page.locator("[data-testid='user']")).to_have_text("¿Venden mis datos?")
        expect(page.locator("[data-testid='bot']")).to_contain_text("Vale para residentes")
        expect(page.get_by_role("link", name="Guardar o imprimir")).to_be_visible()
        assert barriers(page) == []
        say(page, "Borren mis datos")
        page.get_by_label("Dirección de correo electrónico").fill("ana")
        page.get_by_role("button", name="Presentar esta solicitud").click()
        told = page.locator("[data-testid='bot']").last
        expect(told).to_contain_text("Eso no es una dirección de correo")
        page.get_by_label("Dirección de correo electrónico").fill("ana@example.com")
        page.get_by_role("button", name="Presentar esta solicitud").click()
        expect(page.get_by_role("link", name="Copiar la referencia")).to_be_visible()
        page.get_by_role("button", name="Olvidar este chat").click()
        expect(told).to_contain_text("Este chat está olvidado")


def test_no_sentence_of_ours_gets_past_the_catalogue(visit: Visit) -> None:
    with visit("eo") as page:
        for words in ("", "Do you sell my data?", "Delete my data", "no@address"):
            if words:
                say(page, words)
                expect(page.locator("[data-testid='bot']").last).to_be_visible()
            read = page.evaluate(
                """(checked) => [...document.querySelectorAll(checked)].flatMap((part) => {
                  const texts = [];
                  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
                  while (walker.nextNode()) {
                    if (walker.currentNode.parentElement.checkVisibility(
                        {opacityProperty: true, visibilityProperty: true}))
                      texts.push(walker.currentNode.data.trim());
                  }
                  for (const one of part.querySelectorAll("[placeholder], [aria-label]"))
                    texts.push(one.getAttribute("placeholder") || "");
                  return texts;
                }).filter(Boolean)""",
                _CHECKED,
            )
            plain = " ".join(read)
            assert "⟦" in plain
            # What is left outside all brackets; a link within a sentence cuts it in two.
            while (fewer := re.sub(r"⟦[^⟦⟧]*⟧", "", plain)) != plain:
                plain = fewer
            assert _NOT_OURS.match(plain), plain


def test_what_is_read_from_the_right_is_laid_out_from_the_right(visit: Visit) -> None:
    for width in (360, 1280):
        with visit("ar", width=width, reduced_motion="reduce") as page:
            assert page.evaluate("document.documentElement.dir") == "rtl"
            say(page, "Do you sell my data?")
            expect(page.locator("[data-testid='bot']")).to_be_visible()
            send, box = (page.locator(one).bounding_box() for one in ("#send", "#question"))
            assert send is not None
            assert box is not None
            assert send["x"] < box["x"]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator("#policy-text").get_attribute("dir") == "ltr"
            assert barriers(page) == []


def test_the_shop_has_its_own_name_logo_color_and_first_words(visit: Visit) -> None:
    for scheme, color in (("light", "rgb(124, 45, 18)"), ("dark", "rgb(253, 186, 116)")):
        with visit(color_scheme=scheme, reduced_motion="reduce") as page:
            expect(page.get_by_role("heading", level=1)).to_have_text(
                "Ask about Pyjama & Sons’s privacy policy"
            )
            expect(page.get_by_text("Hi! *Ask* us <b>anything</b> about")).to_be_visible()
            assert page.evaluate("document.querySelector('#masthead img').complete")
            expect(page.locator("#masthead p a")).to_have_css("color", color)
            expect(page.locator("#send")).to_have_css("background-color", "rgb(124, 45, 18)")
            assert barriers(page) == []
