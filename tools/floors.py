"""Print what `make floors` installs: the lowest versions that pyproject.toml allows, as pins.

They are read from its dependencies and extras, so that they cannot drift from what users are told.
What else the tests need is pinned as in requirements/test.txt.
"""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOOR = re.compile(r"([A-Za-z0-9._-]+)>=([A-Za-z0-9.]+)")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==[^\\\n]+", re.MULTILINE)


def floors() -> dict[str, str]:
    """Return a pin for each floor; anything but a floor is an error, as it is in a library."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    pins: dict[str, str] = {}
    for asked in (*project["dependencies"], *(one for extra in extras for one in extra)):
        found = FLOOR.fullmatch(asked)
        if found is None:
            raise SystemExit(f"pyproject.toml: {asked!r} is no floor such as attrs>=24.1.0")
        pins[found[1].casefold()] = f"{found[1]}=={found[2]}"
    return pins


def main() -> None:
    """Print the floors, and the other packages of the lock."""
    lock = (ROOT / "requirements" / "test.txt").read_text("utf-8")
    locked = {found[1].casefold(): found[0].strip() for found in PIN.finditer(lock)}
    print("\n".join((locked | floors()).values()))


if __name__ == "__main__":
    main()
