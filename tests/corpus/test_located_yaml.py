from pathlib import Path

import pytest

from corpus.located_yaml import LocatedYaml


def read(folder: Path, content: str | bytes) -> LocatedYaml:
    path = folder / "written.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return LocatedYaml(path)


def told(located: LocatedYaml) -> list[tuple[int, str]]:
    return [(fault.line, fault.problem) for fault in located.faults]


def test_each_part_knows_its_line(tmp_path: Path) -> None:
    located = read(tmp_path, "# by hand\n- id: one\n  core:\n    - a\n    - b\n- id: two\n")
    places = [(0,), (0, "core"), (0, "core", 1), (1, "id")]
    assert [located.line(place) for place in places] == [2, 4, 5, 6]


def test_what_is_missing_stands_where_the_part_around_it_stands(tmp_path: Path) -> None:
    located = read(tmp_path, "- id: one\n- id: two\n  core:\n    - a\n")
    assert (located.line((1, "turns", 3)), located.line((1, "core", 5))) == (2, 4)
    assert located.line((7, "id")) == 1


def test_a_fault_reads_as_a_link(tmp_path: Path) -> None:
    located = read(tmp_path, "- id: one\n- id: two\n")
    assert str(located.fault((1,), "is wrong")) == f"{tmp_path / 'written.yaml'}:2: is wrong"


@pytest.mark.parametrize("word", ["no", "Yes", "off", "007", "1.0", "2024-05-01", "~", "0x1f"])
def test_every_word_stays_as_it_is_typed(tmp_path: Path, word: str) -> None:
    assert read(tmp_path, f"- {word}\n").content == [word]


def test_a_tag_makes_no_object(tmp_path: Path) -> None:
    located = read(tmp_path, "- !!python/object/apply:os.getcwd []\n- !!int '12'\n")
    assert located.content == [[], "12"]


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "---\n"])
def test_an_empty_file_has_no_content_and_no_fault(tmp_path: Path, content: str) -> None:
    located = read(tmp_path, content)
    assert (located.content or [], located.faults) == ([], [])


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("-\n- id: [one}\n", 2),
        ("- id: one\n\tcore: two\n", 2),
        ("- id: one\n---\n- id: two\n", 2),
        ("- 'one\n", 2),
        ("- one: two: three\n", 1),
        ("- é\n- \x07\n", 2),
    ],
    ids=["bracket", "tab", "second document", "quote", "colon", "control character"],
)
def test_what_is_not_yaml_is_told_with_its_line(tmp_path: Path, content: str, line: int) -> None:
    [(told_line, problem)] = told(read(tmp_path, content))
    assert told_line == line
    assert problem.startswith("this is not YAML: ")


@pytest.mark.parametrize(
    "content", ["- one\n- café\n".encode("latin-1"), "- one\n- café…\n".encode("cp1252")]
)
def test_what_is_not_utf8_is_told_with_its_line(tmp_path: Path, content: bytes) -> None:
    [(line, problem)] = told(read(tmp_path, content))
    assert line == 2
    assert problem.startswith("this is not UTF-8: ")


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfid: one\n").content == {"id": "one"}


def test_lines_are_counted_in_files_from_windows(tmp_path: Path) -> None:
    located = read(tmp_path, "- id: one\r\n\r\n- id: two\r\n")
    assert (located.content, located.line((1,))) == ([{"id": "one"}, {"id": "two"}], 3)


def test_a_key_that_is_given_twice_is_told_where_it_comes_again(tmp_path: Path) -> None:
    located = read(tmp_path, "- id: one\n  tags: [a]\n  id: two\n")
    assert told(located) == [(3, "'id' is given twice")]


def test_keys_of_other_entries_are_no_repetition(tmp_path: Path) -> None:
    assert told(read(tmp_path, "- id: one\n- id: two\n  more: {id: three}\n")) == []


def test_a_key_that_is_no_word_is_told(tmp_path: Path) -> None:
    assert told(read(tmp_path, "- id: one\n- ? [a, b]\n  : c\n")) == [(2, "a key must be a word")]


@pytest.mark.parametrize(
    "content",
    [
        "- &one {id: a}\n- *one\n",
        "- &one [a]\n- [b, *one]\n",
        "- &one\n- {<<: *one}\n",
        "-\n- *one",
    ],
    ids=["entry", "list", "merge", "undefined"],
)
def test_an_alias_is_told_with_its_line_and_not_followed(tmp_path: Path, content: str) -> None:
    located = read(tmp_path, content)
    assert told(located) == [(2, "*one is an alias; write out what it stands for")]
    assert located.content == []


def test_a_list_that_holds_itself_is_told(tmp_path: Path) -> None:
    assert told(read(tmp_path, "- &one [*one]\n")) == [
        (1, "*one is an alias; write out what it stands for")
    ]


def test_a_billion_laughs_are_not_laughed(tmp_path: Path) -> None:
    lines = ["- &a0 [ha]"]
    lines += [f"- &a{one + 1} [{', '.join([f'*a{one}'] * 10)}]" for one in range(9)]
    located = read(tmp_path, "\n".join(lines))
    assert told(located) == [(2, "*a0 is an alias; write out what it stands for")]


@pytest.mark.parametrize("content", ["[" * 1000, "\n".join(" " * deep + "-" for deep in range(99))])
def test_what_is_too_deep_to_read_is_told(tmp_path: Path, content: str) -> None:
    [(_, problem)] = told(read(tmp_path, content))
    assert problem == "more than 20 levels deep"


def test_many_lists_side_by_side_are_not_deep(tmp_path: Path) -> None:
    assert told(read(tmp_path, "- [[a]]\n" * 100)) == []
