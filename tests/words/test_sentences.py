"""The page of everything that the library says, as it was read and corrected."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_holds_what_is_said_today():
    """Every sentence in both languages with values in it; `make words` writes it anew."""
    path = ROOT / "tools" / "make_words.py"
    spec = importlib.util.spec_from_file_location("make_words", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert f"{module.page()}\n" == module.PAGE.read_text("utf-8")
