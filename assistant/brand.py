"""How a shop wants its chat to look: its name, its logo, its color, and its first words.

A file of the shop's, which ``brand_file`` names::

    name: Crypjama
    logo: logo.svg              # beside this file: SVG, PNG, JPEG or WebP, up to 100 kB
    color: "#1d4ed8"            # on white, and under white letters
    color_at_night: "#93c5fd"   # on dark blue
    greeting: "Hi! What would you like to know about your data?"
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import AssistantError

DAY, NIGHT = "#ffffff", "#0f172a"
"""What the page's letters stand on (frame.css)."""
_LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3."""
_KNOWN = ("name", "logo", "color", "color_at_night", "greeting")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_PICTURES = {
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}  # fmt: skip
_LARGEST_LOGO = 100_000
_LONGEST = 200


class WrongBrand(AssistantError):
    """A file can't be used as a brand."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"{file} can't be used as a brand: {problem}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture, and what it is as a MIME type."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What a shop sets; None where it leaves that to us."""

    name: str | None = None
    logo: Logo | None = None
    color: str | None = None
    """As ``#rrggbb``."""
    color_at_night: str | None = None
    greeting: str | None = None

    def called(self, company: str) -> str:
        """What the shop is called: by itself, or else as its policy has it."""
        return self.name or company


def read_brand(file: Path | None) -> Brand:
    """The brand in the file; raises ``WrongBrand`` where it has what can't be shown or read."""
    if file is None:
        return Brand()
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongBrand(file, f"{error.strerror}.") from None
    except (UnicodeDecodeError, yaml.YAMLError):
        raise WrongBrand(file, "it is no YAML in UTF-8.") from None
    if not isinstance(told, dict) or set(told) - set(_KNOWN):
        raise WrongBrand(file, f"it may have {', '.join(_KNOWN)}, and nothing else.")
    return Brand(
        name=_words(file, told, "name"), logo=_logo(file, told),
        color=_color(file, told, "color", on=DAY),
        color_at_night=_color(file, told, "color_at_night", on=NIGHT),
        greeting=_words(file, told, "greeting"),
    )  # fmt: skip


def contrast(one: str, other: str) -> float:
    """How well two colors can be told apart, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    shares = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    r, g, b = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _words(file: Path, told: dict[str, Any], name: str) -> str | None:
    words = told.get(name)
    if words is None:
        return None
    if not isinstance(words, str) or not words.strip() or len(words) > _LONGEST:
        raise WrongBrand(file, f"{name} must be words, up to {_LONGEST} characters.")
    return words.strip()


def _color(file: Path, told: dict[str, Any], name: str, *, on: str) -> str | None:
    color = told.get(name)
    if color is None:
        return None
    if not isinstance(color, str) or not _COLOR.fullmatch(color):
        raise WrongBrand(file, f'{name} must be written as "#rrggbb", in quotes.')
    ratio = contrast(color, on)
    if ratio < _LEAST_CONTRAST:
        darker = "darker" if on == DAY else "lighter"
        raise WrongBrand(
            file,
            f"{name} {color} can hardly be read on {on}: its contrast is {ratio:.1f}, and "
            f"{_LEAST_CONTRAST} is the least. Choose a {darker} one.",
        )
    return color


def _logo(file: Path, told: dict[str, Any]) -> Logo | None:
    name = told.get("logo")
    if name is None:
        return None
    media_type = _PICTURES.get(Path(str(name)).suffix.lower())
    if media_type is None:
        raise WrongBrand(file, f"its logo must be a file of {', '.join(_PICTURES)}.")
    try:
        content = (file.parent / str(name)).read_bytes()
    except OSError as error:
        raise WrongBrand(file, f"its logo {name} can't be read: {error.strerror}.") from None
    if len(content) > _LARGEST_LOGO:
        size = f"{len(content):,} bytes; {_LARGEST_LOGO:,} is the most"
        raise WrongBrand(file, f"its logo {name} has {size}.")
    return Logo(content=content, media_type=media_type)
