"""Names of a package that are imported when they are first used, so that the package itself is imported at once."""

from collections.abc import Callable, Mapping
from importlib import import_module


def imported_on_first_use(package: str, module_of: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` (PEP 562) of a package: `module_of` tells the module of the package that has each name."""

    def get(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{module_of[name]}"), name)

    return get
