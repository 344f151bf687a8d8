"""How a shop's chat looks: what the file may say, and what it is told where it may not."""

from pathlib import Path

import pytest

from assistant.brand import Brand, WrongBrand, contrast, read_brand


def brand(folder: Path, text: str) -> Brand:
    file = folder / "brand.yaml"
    file.write_text(text, encoding="utf-8")
    return read_brand(file)


def test_without_a_file_nothing_is_set() -> None:
    assert read_brand(None) == Brand()


def test_what_the_file_says_is_taken(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(b"<svg/>")
    told = brand(tmp_path, 'name: " Shop "\nlogo: logo.svg\ncolor: "#1D4ED8"\ngreeting: Hi\n')
    assert (told.name, told.color, told.greeting) == ("Shop", "#1D4ED8", "Hi")
    assert told.logo is not None
    assert (told.logo.content, told.logo.media_type) == (b"<svg/>", "image/svg+xml")


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('color: "#ffe066"', r"its contrast is 1\.\d, and 4.5 is the least. Choose a darker one"),
        ('color_at_night: "#1d4ed8"', "Choose a lighter one"),
        ("color: red", 'written as "#rrggbb", in quotes'),
        ('color: "#fff"', 'written as "#rrggbb", in quotes'),
        ('color: "#1d4ed8;} body{"', 'written as "#rrggbb", in quotes'),
        ("colour: x", "it may have name, logo, color"),
        ("- name", "it may have name, logo, color"),
        ("name: [1]", "name must be words"),
        (f"greeting: {'x' * 201}", "greeting must be words, up to 200"),
        ("logo: logo.exe", "its logo must be a file of .svg"),
        ("logo: none.png", "its logo none.png can't be read: No such file"),
        ("logo: big.png", "100,001 bytes; 100,000 is the most"),
        ("name: 'x", "it is no YAML"),
    ],
)
def test_what_can_not_be_shown_is_refused_with_why(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "big.png").write_bytes(b"x" * 100_001)
    with pytest.raises(WrongBrand, match=told):
        brand(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongBrand, match=r"none\.yaml can't be used as a brand: No such file"):
        read_brand(tmp_path / "none.yaml")
