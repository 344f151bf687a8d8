"""Both calibrations of an embedding model: measured on labelled questions, and kept."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typer

from assistant.answering import weigh
from assistant.bootstrap import open_ground, open_matcher
from assistant.calibrate import calibrate
from assistant.calibrate_matches import Preference, calibrate_matches
from assistant.calibration import Evidence, path_for
from assistant.judgement import Found, Judgement, judge
from assistant.labelled import read_labelled
from assistant.match_calibration import match_path
from assistant.reviewed import vocabulary_of
from corpus import Shelf
from index.passage import Hit
from index.progress_bar import progress_bar
from index.recipe import SHIPPED
from settings import Settings


def calibrate_model(policy: str | None, questions: Path | None) -> None:
    """Measure the thresholds for the embedding model that is set, keep them, and print them."""
    settings = Settings()
    with (
        progress_bar() as progress,
        open_ground(settings, policy_id=policy, progress=progress) as ground,
    ):
        document = ground.policy.policy_id
        path = questions or settings.policies_folder / document / "questions.yaml"
        labelled = read_labelled(path)

        @cache
        def searched(text: str) -> tuple[list[Hit], Evidence]:
            hits = ground.retriever.search(text, document=document)
            return hits, weigh(ground.retriever, text, hits)

        calibration = calibrate(
            labelled,
            lambda text: searched(text)[1],
            path=path,
            embedder=ground.embedder,
            recipe=SHIPPED,
        )
        answers = Shelf(settings.policies_folder).answers(ground.policy).current
        matches = None
        if answers:
            matcher = open_matcher(settings, answers, ground.embedder, progress=progress)
            by_id = {answer.answer_id: answer for answer in answers}
            vocabulary = vocabulary_of(by_id, ground.policy)

            @cache
            def found(text: str) -> Found:
                hits, evidence = searched(text)
                matched = matcher.matches(text)
                return Found(question=text, hits=hits, evidence=evidence, matches=matched)

            def judged(text: str, preference: Preference) -> Judgement:
                return judge(found(text), by_id, vocabulary, preference)

            matches = calibrate_matches(labelled, judged, path=path, embedder=ground.embedder)
    target = path_for(settings.calibrations_folder, calibration.model)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(calibration.as_json(), encoding="utf-8")
    chosen = next(p for p in calibration.curve if p.threshold == calibration.answer_from)
    typer.echo(f"{target}: {json.dumps(asdict(chosen))}, AUC {calibration.auc}")
    if matches is not None:
        target = match_path(settings.calibrations_folder, matches.model)
        target.write_text(matches.as_json(), encoding="utf-8")
        typer.echo(f"{target}: {json.dumps(matches.measured)}")
