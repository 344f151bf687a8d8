"""What all plots of the page have in common: a square of shares, drawn into a rectangle."""

from dataclasses import dataclass

# In user units, so that words of size 11 are readable on a phone, where a unit is about a pixel.
WIDTH, HEIGHT = 360, 264
LEFT, TOP, ACROSS, DOWN = 46, 12, 300, 206
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A grid line and its label."""

    place: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The grid that a plot lies on."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]


def x(share: float) -> float:
    """Where a share lies from the left."""
    return round(LEFT + ACROSS * share, 1)


def y(share: float) -> float:
    """Where a share lies from the top; more is higher."""
    return round(TOP + DOWN * (1 - share), 1)


FRAME = Frame(
    width=WIDTH,
    height=HEIGHT,
    left=LEFT,
    right=LEFT + ACROSS,
    top=TOP,
    bottom=TOP + DOWN,
    across=tuple(Tick(place=x(share), label=f"{share:.0%}") for share in TICKS),
    down=tuple(Tick(place=y(share), label=f"{share:.0%}") for share in TICKS),
)
