"""Write the skeleton of a new rule: its function, its pages in both languages, and its vectors.

    python tools/new_rule.py IKM209 what-is-wrong

The rule is in the catalogue at once and finds nothing sensible yet: `make test` fails until its
cases and its pages say what it is about.
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULE = '''\
"""{code} {name}."""

from ikm_sinergi.domain.terms import Severity
from ikm_sinergi.judgement import Context, Judgement, Violation, rule
from ikm_sinergi.records.container import Records
from ikm_sinergi.words.language import Text


@rule(
    "{code}",
    Severity.NOTE,
    unit="program",
    sources=("practice",),
    since="{since}",
    message=Text("{{program}} is ...", "{{program}} ..."),
    remedy=Text("...", "..."),
)
def {function}(records: Records, context: Context) -> Judgement:
    judged = 0
    for year in context.policies:
        for program in records.programs_of(year):
            judged += 1
            if program.lead is None:  # what is wrong, in place of this
                yield Violation(program, year, {{"program": program.id}})
    return judged
'''
PAGES = {
    "en": """\
One sentence that says what is wrong.

**What it finds.** ...

**Why it matters.** ...

**How to fix it.** ...
""",
    "id": """\
Satu kalimat yang menyatakan apa yang salah.

**Yang ditemukan.** ...

**Mengapa penting.** ...

**Cara memperbaiki.** ...
""",
}
VECTORS = """\
# {code} {name}: one sentence that says what is wrong.
code = "{code}"

[given]
records.programs = [{{ id = "2021-wajo", year = 2021, kind = "training", title = "Pelatihan" }}]

[[cases]]
title = "What is wrong, as plainly as it can be"
finds = {{ applicable = 1, violated = 1 }}

[[cases]]
title = "The nearest lawful one"
boundary = {{ applicable = 1 }}
but.programs = [{{ id = "2021-wajo", lead = "disperin-sulsel" }}]
"""


def add(code: str, name: str, root: Path = ROOT) -> list[Path]:
    """Write the skeleton and return the files that were written; raises `ValueError` if it cannot.

    Nothing is written over.
    """
    if not re.fullmatch(r"IKM[0-9]{3}", code) or not re.fullmatch(r"[a-z]+(-[a-z]+)*", name):
        raise ValueError("a rule is a code and the fault in words: IKM209 what-is-wrong")
    room = root / "src" / "ikm_sinergi" / "rules" / f"ikm{code[3]}xx"
    if not room.is_dir():
        raise ValueError(f"{code} is of no hundred that has rules: {room.name} is not there")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    said = {
        "code": code,
        "name": name,
        "function": name.replace("-", "_"),
        "since": project["version"],
    }
    files = {
        room / f"{code.lower()}.py": RULE.format(**said),
        **{room / f"{code.lower()}.{lang}.md": page for lang, page in PAGES.items()},
        root / "vectors" / f"{code}.toml": VECTORS.format(**said),
    }
    for file in files:
        if file.exists():
            raise ValueError(f"{file.relative_to(root)} is there already: codes are never reused")
    for file, text in files.items():
        file.write_text(text, "utf-8")
    catalogue = root / "src" / "ikm_sinergi" / "rules" / "__init__.py"
    catalogue.write_text(listed(catalogue.read_text("utf-8"), said), "utf-8")
    return [*files, catalogue]


def listed(source: str, said: dict[str, str]) -> str:
    """Return the list of rules with one more, in the order of codes."""
    line = re.compile(
        r"^from ikm_sinergi\.rules\.ikm[0-9]xx\.(ikm[0-9]{3}) import (\w+)\n", re.MULTILINE
    )
    rules = sorted([*line.findall(source), (said["code"].lower(), said["function"])])
    imports = "".join(
        f"from ikm_sinergi.rules.{code[:4]}xx.{code} import {function}\n"
        for code, function in rules
    )
    names = "".join(f"    {function},\n" for _, function in rules)
    before, _, after = line.sub("", source).partition("\n__all__")
    source = f"{before}{imports}\n__all__{after}"
    head, opening, rest = source.partition("ALL: Final[tuple[Rule, ...]] = (\n")
    return f"{head}{opening}{names}){rest.partition(')')[2]}"


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("code", help="the next free code of its hundred, such as IKM209")
    options.add_argument("name", help="the fault, such as what-is-wrong")
    asked = options.parse_args()
    try:
        for written in add(asked.code, asked.name):
            print(written.relative_to(ROOT))
    except ValueError as error:
        sys.exit(f"new_rule: {error}")
