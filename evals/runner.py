"""Run cases side by side; whatever goes wrong with one is its result."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from evals.case import Case
from evals.errors import EvalError
from evals.run import Result
from evals.target import Said, Target

log = logging.getLogger(__name__)


def run_cases(
    cases: Sequence[Case],
    target: Target,
    *,
    jobs: int,
    seconds: float,
    keep: Callable[[Result], Any],
) -> None:
    """Run the cases, ``jobs`` at a time, each for at most ``seconds``; ``keep`` gets each result.

    ``keep`` is called by this thread alone. Raises the ``EvalError`` of a target with which no
    further case can be run; what was kept by then is good.
    """
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        running = [pool.submit(run_case, case, target, seconds=seconds) for case in cases]
        try:
            for finished in as_completed(running):
                keep(finished.result())
        finally:
            for future in running:
                future.cancel()


def run_case(case: Case, target: Target, *, seconds: float) -> Result:
    """What the target says to a case, or how it failed."""
    said: Said = ([], None)
    failure = None
    try:
        said = _in_time(lambda: target.converse(case.turns, seconds=seconds), seconds)
    except EvalError:
        raise
    except TimeoutError:
        failure = f"timed out after {seconds:g} s"
    except Exception as error:
        log.debug("case %s crashed", case.case_id, exc_info=error)
        failure = f"{type(error).__name__}: {error}"
    return Result(
        case_id=case.case_id,
        question_sha256=case.question_sha256,
        replies=said[0],
        explanation=said[1],
        failure=failure,
    )


def _in_time(call: Callable[[], Said], seconds: float) -> Said:
    """What the call returns or raises; ``TimeoutError`` where it takes longer.

    The thread is abandoned then: a thread can't be ended, but as a daemon it holds up nothing.
    """
    box: SimpleQueue[Said | BaseException] = SimpleQueue()

    def work() -> None:
        try:
            box.put(call())
        except BaseException as error:
            box.put(error)

    Thread(target=work, daemon=True).start()
    try:
        got = box.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(got, BaseException):
        raise got
    return got
