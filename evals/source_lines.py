"""Which lines of the text as received a span of the policy stands on."""

from bisect import bisect_left, bisect_right

from corpus import Policy
from corpus.fidelity import word_spans, words_of


class SourceLines:
    """Lines of ``source.txt``, from 1, under spans of a policy that is faithful to it."""

    def __init__(self, policy: Policy, source: str) -> None:
        received = [
            (word, number)
            for number, line in enumerate(source.split("\n"), start=1)
            for word in words_of(line)
        ]
        spans = word_spans(policy.text)
        if [policy.text[a:b] for a, b in spans] != [word for word, _ in received]:
            raise ValueError("the policy is not faithful to its source: python -m corpus check")
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._lines = [number for _, number in received]

    def within(self, start: int, end: int) -> set[int]:
        """The lines that hold the words of ``policy.text[start:end]``."""
        first, last = bisect_left(self._starts, start), bisect_right(self._ends, end)
        return set(self._lines[first:last])
