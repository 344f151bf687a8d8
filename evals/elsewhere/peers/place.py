"""Where in a document the chunks of a splitter stand."""

import re
from collections.abc import Iterator, Sequence


def spans_of(text: str, chunks: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The span of each chunk, in order; ``ValueError`` where the text has no such words.

    Splitters drop or fold white space, so words are compared. A chunk is looked for behind the
    beginning of the one before it: boilerplate that stands twice has two places, where LlamaIndex's
    own offsets, made with ``text.find``, name the first one twice.
    """
    begin = 0
    for chunk in chunks:
        pattern = re.compile(r"\s+".join(map(re.escape, chunk.split())))
        found = pattern.search(text, begin)
        if found is None:
            raise ValueError(f"no such words behind offset {begin}: {chunk[:60]!r}")
        yield found.span()
        begin = found.start() + 1
