"""Whether reviewed answers are fit to be served, beyond that they can be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from statistics import median

from corpus.answer_file import AnswerFile
from corpus.errors import Fault
from corpus.reading_level import grade

# A question is found by its likeness to one of them, and people ask in very different ways.
FEWEST_WAYS_TO_ASK = 10
# A shop's customers are everyone, those of fourteen too; Crypjama's policy itself stands at 14.
HIGHEST_MEDIAN = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReport:
    """What is wrong with a file of answers, and how hard it is to read."""

    faults: tuple[Fault, ...]
    """By line."""
    grades: Mapping[str, float]
    """The reading grade of each answer by its id, the hardest first."""
    silences: int
    ways_to_ask: int

    @property
    def median_grade(self) -> float:
        """Half of the answers are no harder; 0 where there are none."""
        return median(self.grades.values()) if self.grades else 0.0

    def __str__(self) -> str:
        """A line for a terminal."""
        hardest = ", ".join(f"{name} {value:.1f}" for name, value in [*self.grades.items()][:5])
        return (
            f"{len(self.grades)} reviewed answers, {self.silences} of them silences, with "
            f"{self.ways_to_ask} ways to ask; reading grade: median {self.median_grade:.1f}"
            + (f", hardest {hardest}" if hardest else "")
        )


def inspect(file: AnswerFile) -> AnswerReport:
    """The faults of the file and of what stands in it."""
    entries = [entry for _, entry in file.entries]
    grades = {entry.id: grade(" ".join(one.says for one in entry.answer)) for entry in entries}
    faults = chain(file.faults, _stale(file), _too_few_ways(file), _too_hard(file, grades))
    return AnswerReport(
        faults=tuple(sorted(faults)),
        grades=dict(sorted(grades.items(), key=lambda one: (-one[1], one[0]))),
        silences=sum(entry.is_silence for entry in entries),
        ways_to_ask=sum(len(entry.asked) for entry in entries),
    )


def _stale(file: AnswerFile) -> Iterator[Fault]:
    places = {entry.id: place for place, entry in file.entries}
    for answer in file.answers.stale:
        causes = ", ".join(f"{clause_id} is {cause}" for clause_id, cause in answer.causes.items())
        yield file.located.fault(
            places[answer.answer_id], f"{answer.answer_id} is out of use: {causes}"
        )


def _too_few_ways(file: AnswerFile) -> Iterator[Fault]:
    for place, entry in file.entries:
        if (ways := len(entry.asked)) < FEWEST_WAYS_TO_ASK:
            problem = f"{entry.id} has {ways} ways to ask; give {FEWEST_WAYS_TO_ASK} or more"
            yield file.located.fault((*place, "asked"), problem)


def _too_hard(file: AnswerFile, grades: Mapping[str, float]) -> Iterator[Fault]:
    if grades and (middle := median(grades.values())) > HIGHEST_MEDIAN:
        hardest = max(grades, key=lambda name: grades[name])
        yield file.located.fault(
            (),
            f"the median reading grade is {middle:.1f}, above {HIGHEST_MEDIAN:g}; use shorter "
            f"sentences and words, first in {hardest} ({grades[hardest]:.1f})",
        )
