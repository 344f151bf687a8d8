"""The smallest parts of a policy that can be cited."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Audience(StrEnum):
    """Whom a clause binds or entitles."""

    EVERYONE = "everyone"
    CALIFORNIA_RESIDENTS = "california_residents"
    SMS_PROGRAM = "sms_program"

    @property
    def label(self) -> str:
        """The audience in words a shopper reads."""
        return {
            Audience.EVERYONE: "everyone",
            Audience.CALIFORNIA_RESIDENTS: "California residents",
            Audience.SMS_PROGRAM: "the text-message program",
        }[self]


class ClauseKind(StrEnum):
    """The shape in which a clause stands in the policy."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A paragraph, list item or table row, with its place in the policy."""

    clause_id: str
    """Readable and stable, e.g. ``crypjama/your-choices/tracking/1``."""
    heading: tuple[str, ...]
    """The headings above it, outermost first; the document's title is left out."""
    start: int
    """Offset of its first character in ``Policy.text``."""
    end: int
    """Offset after its last character."""
    text: str
    """``Policy.text[start:end]``."""
    kind: ClauseKind
    applies_to: Audience
    lead_in: str | None = None
    """What a list item or a table row is read under: the paragraph before the list, or the
    table's header and, where the row's first cell is empty, the label of the row above."""
    lead_in_id: str | None = None
    """The clause id of a list's lead-in paragraph."""

    @property
    def digest(self) -> str:
        """The first 16 hex digits of the sha256 of its text in UTF-8."""
        return sha256(self.text.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with all that stands under it, subsections included."""

    section_id: str
    heading: tuple[str, ...]
    level: int
    """1 for the title, 2 for a section, 3 and more for subsections."""
    start: int
    """Offset of the heading's first character in ``Policy.text``."""
    end: int
