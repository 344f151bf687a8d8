"""YAML that knows the line of each of its parts, for files that people write by hand."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from corpus.errors import Fault

Part = str | list["Part"] | dict[str, "Part"]
"""Every scalar is text: ``no`` stays "no", and an order number keeps its zeros."""
Place = tuple[str | int, ...]
"""The keys and numbers that lead to a part."""


class LocatedYaml:
    """The content of a file, and where in it each part stands."""

    def __init__(self, path: Path, *, content: str | None = None) -> None:
        """Read the file, or what was read from it already."""
        self.path = path
        self.faults: list[Fault] = []
        self._lines: dict[Place, int] = {(): 1}
        self._spans: dict[Place, tuple[int, int]] = {}
        self.content: Part = []
        try:
            text = path.read_text(encoding="utf-8") if content is None else content
            node = yaml.compose(text, Loader=_Loader) if self._is_plain(text) else None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self._fault(line, f"this is not UTF-8: {error.reason}")
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self._fault(line, f"this is not YAML: {error.problem or error.context}")
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, text.find(chr(error.character))) + 1
            self._fault(line, f"this is not YAML: {error.reason} (#x{error.character:04x})")
        else:
            if node is not None:
                self.content = self._read(node, ())

    def line(self, place: Place) -> int:
        """The line of a part, or of the nearest part around it."""
        while place not in self._lines:
            place = place[:-1]
        return self._lines[place]

    def span(self, place: Place) -> tuple[int, int]:
        """Where a part stands in the text, quotation marks and brackets included.

        The reader sees the end of a list or mapping in block style only where what follows
        begins; its last word has a true end.
        """
        return self._spans[place]

    def fault(self, place: Place, problem: str) -> Fault:
        """Something that is wrong with a part."""
        return Fault(path=self.path, line=self.line(place), problem=problem)

    def _is_plain(self, text: str) -> bool:
        """Whether nothing in it would, when read, take more time or stack than there is."""
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                # A page of aliases of aliases stands for more than memory holds, and what an
                # alias stands for has two lines.
                self._fault(
                    _line(event), f"*{event.anchor} is an alias; write out what it stands for"
                )
                return False
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                self._fault(_line(event), f"more than {_DEEPEST} levels deep")
                return False
        return True

    def _read(self, node: yaml.Node, place: Place) -> Part:
        self._lines[place] = node.start_mark.line + 1
        self._spans[place] = (node.start_mark.index, node.end_mark.index)
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self._read(one, (*place, number)) for number, one in enumerate(node.value)]
        return dict(self._entries(node, place))

    def _entries(self, node: yaml.Node, place: Place) -> Iterator[tuple[str, Part]]:
        seen = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._fault(key.start_mark.line + 1, "a key must be a word")
                continue
            if key.value in seen:
                self._fault(key.start_mark.line + 1, f"{key.value!r} is given twice")
            seen.add(key.value)
            yield key.value, self._read(value, (*place, key.value))

    def _fault(self, line: int, problem: str) -> None:
        self.faults.append(Fault(path=self.path, line=line, problem=problem))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


# No file of ours has more than five; libyaml itself gives out at some ten thousand.
_DEEPEST = 20
# libyaml's reader is an order of magnitude faster where PyYAML was built with it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
