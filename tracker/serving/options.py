"""How a site is served, and the password for it, which is kept as a hash alone."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path

# scrypt with the parameters that OWASP recommends: 32 MiB and about a tenth of a second for each guess.
COST, BLOCK, PARALLEL = 2**15, 8, 3
MEMORY = 256 * COST * BLOCK


@dataclass(frozen=True)
class Password:
    """The salted hash of a password. `Password.of` makes one."""

    salt: bytes
    digest: bytes = field(repr=False)

    @classmethod
    def of(cls, password: str) -> "Password":
        """The hash of a password, with a new salt."""
        salt = secrets.token_bytes(16)
        return cls(salt, _digest(password, salt))

    def is_it(self, password: str) -> bool:
        """Whether this is the password; takes as long whatever is given."""
        return hmac.compare_digest(_digest(password, self.salt), self.digest)


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=COST, r=BLOCK, p=PARALLEL, maxmem=MEMORY)


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """Which database is served, whether it can be edited, in whose name, and under which names it is reached.

    `hosts` are names without port, in lower case; `any_address` also takes every IP address for its own: a page that
    was sent to another site's name can't have one. With a `password` whoever signs in says in whose name they decide.
    """

    database: Path
    edit: bool = False
    editor: str = ""
    hosts: frozenset[str] = frozenset()
    any_address: bool = False
    password: Password | None = None
