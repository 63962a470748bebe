"""`python -m ikm_sinergi`: the same as the command `ikm-sinergi`."""

import sys

from ikm_sinergi.cli import program

if __name__ == "__main__":
    sys.exit(program())
