"""Rights that a message calls by their name, or by the law that gives them."""

import re

from corpus import Right

# California Civil Code 1798.83 to .130, GDPR 15 to 22, and the keywords that carriers give to texts
# (CTIA Short Code Monitoring Handbook).
_NAMES = tuple(
    (right, re.compile(pattern, re.IGNORECASE))
    for right, pattern in (
        (Right.STOP_SMS, r"^\W*(?:stop\W{0,3}){1,5}(?:all)?\W*$|^\W*(?:end|quit|cancel)\W*$"),
        (Right.SHINE_THE_LIGHT, r"\bshine[ -]the[ -]light\b|\b1798\.83\b"),
        (Right.APPEAL, r"\b(?:i|we|hereby|he|she) (?:hereby |therefore |formally )?appeals?\b"
                       r"|\b(?:i'm|i am|we are) appealing\b|\bmy appeal\b"),
        (Right.DELETE, r"\b1798\.105\b|\bart(?:icle|\.)? ?17\b|\bright to (?:be forgotten"
                       r"|deletion|erasure|delete)\b"),
        (Right.CORRECT, r"\b1798\.106\b|\bart(?:icle|\.)? ?16\b|\brectif(?:y|ied|ication)\b"
                        r"|\bright to correct(?:ion)?\b"),
        (Right.OPT_OUT, r"\b1798\.120\b|\bart(?:icle|\.)? ?21 ?\(2\)|\bdo[ -]not[ -]sell\b"),
        (Right.LIMIT, r"\b1798\.121\b|\bright to limit\b"),
        (Right.PORTABILITY, r"\bart(?:icle|\.)? ?20\b|\bdata portability\b"),
        (Right.ACCESS, r"\bart(?:icle|\.)? ?15\b|\bsubject access\b|\bdsar\b|\bright of access\b"
                       r"|\bspecific pieces\b"),
        (Right.KNOW, r"\b1798\.1(?:10|15)\b(?!\(a\)\(5\))(?![^.]{0,200}specific pieces)"
                     r"|\b(?:right|request) to know\b"),
        (Right.OTHER, r"\bart(?:icle|\.)? ?(?:18|21 ?\(1\)|22)(?!\d)"),
    )
)  # fmt: skip


def named_right(text: str) -> Right | None:
    """The right that is named first; None where none is.

    An appeal names the right that was denied, and mostly before itself.
    """
    found = [(match.start(), right) for right, name in _NAMES if (match := name.search(text))]
    if any(right is Right.APPEAL for _, right in found):
        return Right.APPEAL
    return min(found)[1] if found else None
