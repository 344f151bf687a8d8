"""A judged run as files for people and for machines."""

from evals.publish.report_files import write_report

__all__ = ["write_report"]
