"""The folder in which policies stand, one folder each."""

from dataclasses import dataclass
from pathlib import Path

from corpus.answer_file import AnswerFile, read_answer_file
from corpus.answers import Answers
from corpus.errors import MalformedAnswers, MalformedPolicy, UnknownPolicy
from corpus.markdown import read_markdown
from corpus.policy import Policy
from corpus.rights import PolicyRights, read_rights

SHIPPED = Path(__file__).parent / "policies"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Policies by id; a policy is a folder that holds ``policy.md`` and ``source.txt``."""

    folder: Path = SHIPPED

    def policy_ids(self) -> list[str]:
        """The ids of the policies on the shelf, sorted."""
        if not self.folder.is_dir():
            return []
        return sorted(entry.parent.name for entry in self.folder.glob("*/policy.md"))

    def load(self, policy_id: str) -> Policy:
        """The policy of that id.

        Raises ``UnknownPolicy`` where there is none, ``MalformedPolicy`` where it can't be read.
        """
        path = self._file(policy_id, "policy.md")
        policy = read_markdown(_read(path), path=path)
        if policy.policy_id != policy_id:
            raise MalformedPolicy(
                path, f"its policy_id is {policy.policy_id!r} but its folder is {policy_id!r}."
            )
        return policy

    def source(self, policy_id: str) -> str | None:
        """The text as it was received, or None where only ``policy.md`` was given."""
        path = self._file(policy_id, "source.txt")
        return _read(path) if path.exists() else None

    def rights(self, policy: Policy) -> PolicyRights:
        """What the policy says of each right; empty where it has no ``rights.yaml``."""
        path = self._file(policy.policy_id, "rights.yaml")
        return read_rights(_read(path), policy, path=path) if path.exists() else PolicyRights()

    def answers(self, policy: Policy) -> Answers:
        """The reviewed answers of the policy; empty where it has no ``answers.yaml``.

        Raises ``MalformedAnswers`` where somebody wrote what can't be right.
        """
        file = self.answer_file(policy)
        if file is None:
            return Answers()
        if file.faults:
            raise MalformedAnswers(file.faults)
        return file.answers

    def answer_file(self, policy: Policy) -> AnswerFile | None:
        """The file of reviewed answers with all that is wrong in it, or None without one."""
        path = self._file(policy.policy_id, "answers.yaml")
        return read_answer_file(_read(path), policy, path=path) if path.exists() else None

    def _file(self, policy_id: str, name: str) -> Path:
        if policy_id not in self.policy_ids():
            raise UnknownPolicy(policy_id, self.policy_ids())
        return self.folder / policy_id / name


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedPolicy(
            path, f"byte {error.start} is not UTF-8; save the file as UTF-8."
        ) from error
