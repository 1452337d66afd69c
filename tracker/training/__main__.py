"""The steps of training, as commands: `python -m tracker.training --help`."""

import os
import sys

# Memory in large pages, which takes glibc's word before the program starts: a step is a quarter faster with them.
# Threads that wait let others work: a step then bears other programs beside it.
WANTED = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1", "OMP_WAIT_POLICY": "PASSIVE"}

if __name__ == "__main__":
    missing = {name: value for name, value in WANTED.items() if name not in os.environ}
    if missing and sys.platform == "linux":
        os.execve(sys.executable, [sys.executable, "-m", "tracker.training", *sys.argv[1:]], os.environ | missing)

    from tracker.training.commands import app

    app(prog_name="python -m tracker.training")
