#!/bin/sh
# Print the path of a Python that can build this project: final release, >= 3.11, with venv and pip.
#   tools/python.sh first    the oldest that will do; $PYTHON, if set, is taken or refused
#   tools/python.sh newest   the newest there is
# It looks on PATH and among pyenv's versions, and tries each: a pyenv shim may lead nowhere.
set -eu

resolve() { # the real path of interpreter $1, or nothing if it will not do
    "$1" -c '
import sys
assert sys.version_info >= (3, 11) and sys.version_info.releaselevel == "final"
import ensurepip, venv
print(sys.executable)' </dev/null 2>/dev/null || true
}

try() { # stop with success if interpreter $1 will do
    found=$(resolve "$1")
    if [ -n "$found" ]; then
        echo "$found"
        exit 0
    fi
}

refuse() {
    echo "ikm_sinergi: $1" >&2
    exit 1
}

case ${1:-} in
first)
    if [ -n "${PYTHON:-}" ]; then
        try "$PYTHON"
        refuse "PYTHON=$PYTHON is no Python >= 3.11 with venv and pip"
    fi
    minors="11 12 13 14 15 16 17 18 19"
    ;;
newest) minors="19 18 17 16 15 14 13 12 11" ;;
*) refuse "say 'first' or 'newest'" ;;
esac

for minor in $minors; do
    try "python3.$minor"
    for candidate in "${PYENV_ROOT:-$HOME/.pyenv}/versions/3.$minor".*/bin/python; do
        try "$candidate"
    done
done
try python3
refuse "needs Python >= 3.11 with venv and pip (Debian: python3-venv); set PYTHON=/path/to/python"
