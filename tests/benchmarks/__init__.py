"""How quick tracker is, beside what it can't be quicker than. Run it with `python -m tests.benchmarks`."""
