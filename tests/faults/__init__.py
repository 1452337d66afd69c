"""Faults that are really caused: killed batches, many writers, full disks, damaged files, hostile inputs.

    python -m tests.faults.kills --kills 100
    python -m tests.faults.writers
    python -m tests.faults.mutations --inputs 20000
    python -m tests.faults.archive_faults --workers 30 --schedulers 5

Each program prints what it did and ends with exit code 1 where something was lost. The tests beside them run the same
with small numbers.
"""
