"""The report as one page that needs nothing else: no server, no file beside it, no network."""

from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.publish.case_view import case_views
from evals.publish.clause_view import whole_clauses
from evals.publish.confusion_table import confusion_rows
from evals.publish.figure_table import groups, headlines
from evals.publish.plot_frame import FRAME
from evals.publish.reliability_plot import reliability_plot
from evals.publish.reliability_table import reliability_rows
from evals.publish.risk_plot import risk_plot
from evals.publish.tag_table import MANY, tag_rows
from evals.publish.wording import counted, words
from evals.report import Report

TEMPLATES = Path(__file__).parent / "templates"


def report_as_html(report: Report) -> str:
    """The page; scripts and styles other than its own two are refused by the browser."""
    style, script = (
        (TEMPLATES / name).read_text(encoding="utf-8") for name in ("page.css", "page.js")
    )
    views = case_views(report)
    return _environment().get_template("page.html").render(
        report=report,
        subject=report.heading.subject,
        begun=_moment(report.heading.begun),
        policy_words=_policy_words(report),
        style=style,
        script=script,
        content_policy=_content_policy(style=style, script=script),
        headlines=headlines(report),
        groups=groups(report),
        confusion=confusion_rows(report.confusion),
        plot=risk_plot(report),
        reliability=reliability_plot(report),
        reliability_rows=reliability_rows(report),
        frame=FRAME,
        tags=tag_rows(report),
        many=MANY,
        cases=views,
        clauses=whole_clauses(report.policy, report.policy.clauses_by_id),
    )  # fmt: skip


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = words
    environment.filters["counted"] = counted
    return environment


def _content_policy(*, style: str, script: str) -> str:
    """Allows the two by their digests and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _policy_words(report: Report) -> str:
    policy = report.policy
    version = f"version {policy.version}"
    return f"{version}, in effect {policy.effective_date}" if policy.effective_date else version


def _moment(begun: str) -> str:
    """An ISO 8601 moment as people write it; whatever else it is, as it stands."""
    try:
        moment = datetime.fromisoformat(begun)
    except ValueError:
        return begun
    return f"{moment.day} {moment:%B %Y, %H:%M} {moment.tzname() or ''}".strip()
