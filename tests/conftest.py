"""Settings of every test.

The locale is English, whatever that of the machine is: words around statements follow it.

Hypothesis draws the same examples on every run, so that a failure is one of the change and can be seen again.
`pytest --hypothesis-profile=search` looks for new ones: other examples on every run, and ten times as many.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")

os.environ |= {"LANG": "C.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}
