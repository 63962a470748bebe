"""What can go wrong in the use of the library.

A malformed record is a *fault* and an unlawful one a *finding*; both are data and raise nothing.
An exception means that the caller asked for something that cannot be: every one of them is an
`IkmSinergiError`, and carries its details as attributes, not only in its text.
"""

from typing import Any


class IkmSinergiError(Exception):
    """The root of every exception this library raises on purpose.

    Each can be copied and pickled, so that another process can raise it here.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how it is made again: its text was put together once, and is not again."""
        return _again, (type(self), self.args), self.__dict__ or None


def _again(cls: type[IkmSinergiError], args: tuple[Any, ...]) -> IkmSinergiError:
    """Make an error of this class with this text; its attributes are put back by the caller."""
    error = cls.__new__(cls, *args)
    super(IkmSinergiError, error).__init__(*args)
    return error


class InvalidTypeError(IkmSinergiError, TypeError):
    """A function was given something of a kind that it does not take; `argument` names it."""

    def __init__(self, argument: str, text: str) -> None:
        super().__init__(f"{argument}: {text}")
        self.argument = argument


class InvalidValueError(IkmSinergiError, ValueError):
    """A field of an entity, or an argument of a function, cannot have this value.

    `field` names the field or the argument, `reason` is the key of what is wrong, one
    of the reasons in `data/words/`.
    """

    def __init__(self, field: str, reason: str, text: str) -> None:
        super().__init__(f"{field}: {text}")
        self.field = field
        self.reason = reason


class ReadError(IkmSinergiError):
    """A file could not be read at all.

    `path` is the file as the caller named it; `line` and `column` count from 1, None if unknown.
    """

    def __init__(
        self, path: str, text: str, *, line: int | None = None, column: int | None = None
    ) -> None:
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{place}: {text}")
        self.path = path
        self.line = line
        self.column = column


class WriteError(IkmSinergiError, ValueError):
    """Something cannot be written in the form that was asked for; `subject` says what."""

    def __init__(self, subject: str, text: str) -> None:
        super().__init__(f"{subject}: {text}")
        self.subject = subject


class MissingExtraError(IkmSinergiError, ImportError):
    """Something was asked for that an optional extra does; `extra` is the one to install."""

    def __init__(self, extra: str, task: str, error: ImportError | None = None) -> None:
        missing = isinstance(error, ModuleNotFoundError) and "." not in str(error.name)
        broken = "" if error is None or missing else f" (what is installed is broken: {error})"
        get = f'pip install "ikm-sinergi[{extra}]"'
        super().__init__(f"{task} needs the extra {extra}{broken}: {get}")
        self.extra = extra
        self.task = task


class _NotFoundError(IkmSinergiError, LookupError):
    """Nothing answers to what was asked; `hints` are near ones, never an answer."""

    def __init__(self, asked: str, text: str, hints: tuple[str, ...] = ()) -> None:
        """Name the hints in the text."""
        likely = f"; did you mean {', '.join(hints)}?" if hints else ""
        super().__init__(f"{text}{likely}")
        self.asked = asked
        self.hints = hints


class UnknownRegencyError(_NotFoundError):
    """No regency has this name or code; `hints` are near ones, never an answer."""


class AmbiguousRegencyError(UnknownRegencyError):
    """Several regencies answer to this name or code; `hints` are all of them."""


class UnknownAreaError(UnknownRegencyError):
    """No area has this name."""


class UnknownProvinceError(UnknownRegencyError):
    """No province has this code."""


class ScopeError(IkmSinergiError, ValueError):
    """Nothing can be judged for a regency: no policy that is used is for its province.

    `name` is the regency's, `province` that of its province; `provinces` are those of the policies.
    """

    def __init__(self, name: str, province: str, provinces: tuple[str, ...]) -> None:
        known = ", ".join(provinces) or "no province"
        super().__init__(
            f"nothing can be judged for {name}: it is in the province {province},"
            f" and the policies used are for {known}"
        )
        self.name = name
        self.province = province
        self.provinces = provinces


class UnknownAgencyError(_NotFoundError):
    """No agency has this name or id; `hints` are near ones, never an answer."""


class AmbiguousAgencyError(UnknownAgencyError):
    """Several agencies answer to this name or id; `hints` are all of them."""


class UnknownRecordError(IkmSinergiError, LookupError):
    """The records hold no such participant, program or other record."""


class PolicyError(IkmSinergiError, ValueError):
    """A policy cannot be used; `problems` lists every reason, each with its place in the file."""

    def __init__(self, subject: str, problems: tuple[str, ...]) -> None:
        super().__init__(f"{subject}: {'; '.join(problems)}")
        self.subject = subject
        self.problems = problems


def uncovered(year: int) -> PolicyError:
    """Return what is raised for a fiscal year that no policy covers."""
    return PolicyError(str(year), ("no policy covers this fiscal year",))


class RuleError(IkmSinergiError, ValueError):
    """A rule record is not complete or not well-formed."""


class UnknownRuleError(_NotFoundError):
    """A code or family that no rule has; `hints` are near ones."""

    def __init__(self, asked: str, hints: tuple[str, ...] = ()) -> None:
        """Say that there is none."""
        super().__init__(asked, f"no rule {asked!r}", hints)
