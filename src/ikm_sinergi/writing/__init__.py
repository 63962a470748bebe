"""`Report` and `Records` -> formats: the report as text and JSON, the records as files."""

from ikm_sinergi.words.phrases import printable
from ikm_sinergi.writing.export import write
from ikm_sinergi.writing.report_files import report_as_json
from ikm_sinergi.writing.report_text import report_as_text

__all__ = ["printable", "report_as_json", "report_as_text", "write"]
