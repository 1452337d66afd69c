"""Settings of every test.

Hypothesis draws the same examples on every run, so that a failure is one of the change and can be seen again.
`pytest --hypothesis-profile=search` looks for new ones: other examples on every run, and ten times as many.
"""

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")
