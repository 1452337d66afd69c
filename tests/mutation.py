"""How many faults the tests of a package see: places in its code are changed at random, one at a time.

    python -m tests.mutation acts dating speakers actors
    python -m tests.mutation dating --places 200 --seed 2     other places than the usual ones

What may be changed at a place, Cosmic Ray's operators say (`pip install cosmic-ray`): a number is one more or less, a
comparison another, a condition turned round, a loop empty. A place is drawn first, then one of its changes, so that
places with many changes don't count more than others. Left out are changes that most tests can't help but see (sums of
what can't be added), and those that change nothing: of annotations, of decorators' arguments and of
zip's `strict`, of the sizes of caches.

Each change has a process of its own, which reads the changed module in the place of the one on the disk, and in which
the package's tests run up to the first failure. Beside a package's own tests, rules are tested on gold.
"""

import argparse
import ast
import os
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from random import Random
from types import CodeType

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.plugins import get_operator

from tests.extraction.gold_articles import articles

ROOT = Path(__file__).parents[1]
EXTRACTION, ACTORS = ROOT / "tests" / "extraction", ROOT / "tests" / "actors"
ON_GOLD = "test_on_gold.py::test_what_is_right_stays_right"
ANSWERS = "test_on_gold.py::test_who_is_meant_changes_nowhere_unseen"
ASKED = "test_on_gold.py::test_a_ranking_is_asked_what_it_was_taught_by"
PACKAGES = {  # the folder, and its tests, the fast ones first
    "acts": (
        "tracker/extraction/acts",
        ["test_acts.py", "test_act_wording.py", f"{ON_GOLD}[acts]", f"{ON_GOLD}[standings]"],
    ),
    "dating": ("tracker/extraction/dating", ["test_dating.py", ASKED, "test_days.py", f"{ON_GOLD}[days]"]),
    "speakers": (
        "tracker/extraction/speakers",
        [
            ASKED,
            ANSWERS,
            "test_speakers.py",
            "test_speaker_rules.py",
            "test_conversations.py",
            "test_quoted_by_others.py",
            "test_ranking.py",
        ],
    ),
    "actors": (
        "tracker/actors",
        [
            "test_names_of_people.py",
            "test_names_of_organisations.py",
            "test_named.py",
            "test_resolving.py",
            "test_reasons.py",
            "test_suggestions.py",
            "test_registers.py",
            "test_name_properties.py",
            "test_answers_on_gold.py",
            "test_gold_pairs.py",
        ],
    ),
}
COMPARISONS = ("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE", "GtE_Gt", "GtE_Lt")
IDENTITIES = ("Is_IsNot", "IsNot_Is")
SUMS = ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_Mul", "BitOr_BitAnd", "BitAnd_BitOr")
OPERATORS = [
    *(f"core/ReplaceComparisonOperator_{change}" for change in (*COMPARISONS, *IDENTITIES)),
    *(f"core/ReplaceBinaryOperator_{change}" for change in SUMS),
    "core/ReplaceUnaryOperator_Delete_Not",
    "core/ReplaceUnaryOperator_USub_UAdd",
    *(f"core/Replace{change}" for change in ("AndWithOr", "OrWithAnd", "TrueWithFalse", "FalseWithTrue")),
    *(f"core/Replace{change}" for change in ("BreakWithContinue", "ContinueWithBreak")),
    *("core/AddNot", "core/NumberReplacer", "core/ZeroIterationForLoop"),
]
# Read once, for all processes.
READ_BEFORE = (
    "tracker.extraction.pipeline",
    "tracker.store",
    "numpy",
    "onnxruntime",
    "rapidfuzz",
    "hypothesis",
    "pytest",
)
TIMES_AS_LONG = 4  # as the unchanged tests, and this many seconds more: then a change counts as seen
SECONDS_MORE = 20
PASSED = 0


@dataclass(frozen=True)
class Change:
    """One change of a module: `operator`'s numbered `occurrence`, in a line."""

    file: Path
    line: int
    operator: str
    occurrence: int

    def code(self) -> str:
        """The module's code with the change."""
        source = self.file.read_text(encoding="utf-8")
        changed = MutationVisitor.mutate_code(source, get_operator(self.operator)(), self.occurrence)
        assert changed is not None
        return changed

    def told(self) -> str:
        """The change as a difference of lines."""
        lines = unified_diff(self.file.read_text(encoding="utf-8").splitlines(), self.code().splitlines(), n=0)
        shown = [line for line in lines if line[:2] not in ("--", "++", "@@")]
        return "\n".join([f"{self.file.relative_to(ROOT)}:{self.line}", *shown])


class Finder(MetaPathFinder):
    """Finds the changed module before anybody finds the one on the disk."""

    def __init__(self, change: Change) -> None:
        self.name = ".".join(change.file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        self.loader = Loader(self.name, str(change.file))
        self.loader.changed = change.code()

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        return spec_from_file_location(fullname, self.loader.path, loader=self.loader)


class Loader(SourceFileLoader):
    """Reads the changed code."""

    changed: str

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.changed, self.path, "exec", dont_inherit=True)


def places(folder: Path) -> Iterator[list[Change]]:
    """The places in a package's modules that can be changed, each with its changes."""
    for file in sorted(folder.rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        unseen = lines_without_effect(source)
        nodes = list(ast_nodes(get_ast(source)))
        changes = defaultdict(list)
        for name in OPERATORS:
            operator = get_operator(name)()
            positions = (position for node in nodes for position in operator.mutation_positions(node))
            for occurrence, (start, _) in enumerate(positions):
                if not any(first <= start < end for first, end in unseen):
                    changes[start].append(Change(file, start[0], name, occurrence))
        yield from changes.values()


def lines_without_effect(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations, decorators, what is for decorators alone, and the `strict` of zip stand."""
    found: list[ast.expr | None] = []
    nodes = list(ast.walk(ast.parse(source)))
    decorators = [each for node in nodes if isinstance(node, ast.FunctionDef) for each in node.decorator_list]
    names = Counter(node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    of_decorators = Counter(node.id for each in decorators for node in ast.walk(each) if isinstance(node, ast.Name))
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id  # of a cache's size
            found += [node.value] if of_decorators[name] == names[name] > 0 else []
        found += [node.annotation] if isinstance(node, ast.arg | ast.AnnAssign) else []
        found += [node.returns] if isinstance(node, ast.FunctionDef) else []
        found += node.decorator_list if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
        found += [node.value] if isinstance(node, ast.keyword) and node.arg == "strict" else []
    kept = [node for node in found if node is not None]
    return [((e.lineno, e.col_offset), (e.end_lineno or 0, e.end_col_offset or 0)) for e in kept]


def survives(change: Change | None, tests: list[str], seconds: float) -> bool:
    """Whether all tests pass with the change, in a process of their own."""
    child = os.fork()
    if not child:
        os.setsid()
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        signal.alarm(int(seconds))
        if change:
            forget(change)
            sys.meta_path.insert(0, Finder(change))
        os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts=", *tests]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == PASSED


def forget(change: Change) -> None:
    """Have the changed module, and all that imports it, read anew; the rest stays as it is."""
    forgotten = {Finder(change).name}
    while more := {name for name, imported in imports().items() if imported & forgotten} - forgotten:
        forgotten |= more
    for name in forgotten:
        sys.modules.pop(name, None)


@cache
def imports() -> dict[str, set[str]]:
    """What each of the project's modules that have been read imports."""
    found = {}
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "tracker" and module.__file__:
            nodes = list(ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))))
            of = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
            found[name] = {f"{node.module}" for node in of} | {f"{n.module}.{a.name}" for n in of for a in n.names}
    return found


def run(package: str, count: int, seed: int) -> None:
    """Print what survives of a package, and the share of what is seen."""
    folder, names = PACKAGES[package]
    tests = [str((ACTORS if package == "actors" else EXTRACTION) / name) for name in names]
    begun = time.monotonic()
    if not survives(None, tests, 3600):
        sys.exit(f"{package}: its tests fail without any change")
    seconds = TIMES_AS_LONG * (time.monotonic() - begun) + SECONDS_MORE
    random = Random(seed)
    found = list(places(ROOT / folder))
    drawn = [random.choice(changes) for changes in random.sample(found, min(count, len(found)))]
    survived = 0
    for number, change in enumerate(drawn):
        print(f"{package}: {survived} of {number} not seen", end="\r", file=sys.stderr, flush=True)
        if survives(change, tests, seconds):
            survived += 1
            print(change.told(), change.operator, "", sep="\n", flush=True)
    seen = 1 - survived / len(drawn)
    print(
        f"{package}: {len(drawn) - survived} of {len(drawn)} changes seen ({seen:.0%}), of {len(found)} places\n",
        flush=True,
    )


def main() -> None:
    """Of each package that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="+", choices=PACKAGES)
    parser.add_argument("--places", type=int, default=100, help="that are drawn of each package (default: 100)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for module in READ_BEFORE:
        import_module(module)
    articles()
    imports()
    for package in arguments.packages:
        run(package, arguments.places, arguments.seed)


if __name__ == "__main__":
    main()
