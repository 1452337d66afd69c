"""The command line of training; what the steps do is in `steps`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.training.corpora import Sources
from tracker.training.settings import read_settings

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

GOLD = Path("fixtures", "gold")  # in the project's folder
SHIPPED = Path(__file__).parents[1] / "extraction" / "model"

NEEDED = ("torch", "onnx", "sklearn")  # packages of the extra


class On(StrEnum):
    """What computes."""

    CPU = "cpu"
    CUDA = "cuda"


CORPORA = "The folder with the corpora's train and dev parts, such as german-news-train.jsonl.gz."
Corpora = Annotated[Path, typer.Option("--corpora", help=CORPORA)]
Gold = Annotated[Path, typer.Option("--gold", help="The folder with tracker's own gold.")]
Work = Annotated[Path, typer.Option("--work", help="The folder for all that is made.")]
Free = Annotated[bool, typer.Option("--free", help="Learn from what anyone may use alone, companies too.")]
Named = Annotated[str, typer.Option("--settings", help="full, teacher, small or a TOML file.")]
Seed = Annotated[int, typer.Option("--seed", help="Of all that is drawn at random.")]
Device = Annotated[On, typer.Option("--device", help="What computes.")]
Threads = Annotated[int | None, typer.Option("--threads", help="Of the processor; by default one a core.")]
Workers = Annotated[int, typer.Option("--workers", help="Processes that make epochs ready.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on from the folder's checkpoint.")]
Minutes = Annotated[
    float | None,
    typer.Option("--minutes", min=0.01, help="End a run after so long in all, if its epochs don't end it before."),
]
ExportedFrom = Annotated[Path | None, typer.Option("--checkpoint", help="Another than the last epoch's.")]
Measured = Annotated[Path | None, typer.Option("--checkpoint", help="This one instead of the exported files.")]
BeginWith = Annotated[
    Path | None, typer.Option("--begin-with", help="A checkpoint to train on from, such as `restore` writes.")
]
Version = Annotated[str, typer.Option("--version", help="What the model is called in the database.")]


@app.callback()
def main() -> None:
    """From corpora to tracker's model.

    `all` does everything; each step goes on from what the ones before have left in the folder --work.
    """


@app.command()
def base(work: Work) -> None:
    """Download and verify the base encoder."""
    with _errors():
        from tracker.training import steps

        typer.echo(steps.fetch_base(work))


@app.command()
def vocabulary(
    corpora: Corpora,
    work: Work,
    word_lists: Annotated[list[Path] | None, typer.Option("--words", help="Lists of words, one a line.")] = None,
) -> None:
    """Cut another vocabulary than the shipped one."""
    with _errors():
        from tracker.training import steps

        typer.echo(steps.cut_vocabulary(corpora, work, word_lists or []))


@app.command()
def examples(corpora: Corpora, gold: Gold = GOLD, free: Free = False, settings: Named = "full", seed: Seed = 0) -> None:
    """Count what an epoch shows the model."""
    with _errors():
        from tracker.training import steps

        _print(steps.count_examples(Sources(corpora, gold, free), read_settings(settings), seed))


@app.command()
def train(
    corpora: Corpora,
    work: Work,
    gold: Gold = GOLD,
    free: Free = False,
    settings: Named = "full",
    seed: Seed = 0,
    device: Device = On.CPU,
    threads: Threads = None,
    workers: Workers = 1,
    resume: Resume = False,
    minutes: Minutes = None,
    begin_with: BeginWith = None,
) -> None:
    """Train a model."""
    with _errors():
        from tracker.training import steps

        under = steps.Conditions(seed, device, threads, workers, resume, minutes)
        steps.train(Sources(corpora, gold, free), work, read_settings(settings), under, begin_with)


@app.command()
def distil(
    corpora: Corpora,
    work: Work,
    gold: Gold = GOLD,
    free: Free = False,
    settings: Named = "small",
    seed: Seed = 0,
    device: Device = On.CPU,
    threads: Threads = None,
    workers: Workers = 1,
    resume: Resume = False,
    minutes: Minutes = None,
    further: Annotated[
        list[Path] | None, typer.Option("--teacher", help="The folder of a further teacher's run; can be repeated.")
    ] = None,
    begin_with: BeginWith = None,
) -> None:
    """Teach a smaller model what the one in the folder has learnt, or several of other seeds."""
    with _errors():
        from tracker.training import steps

        steps.distil(
            Sources(corpora, gold, free),
            work,
            read_settings(settings),
            steps.Conditions(seed, device, threads, workers, resume, minutes),
            further or (),
            begin_with,
        )


@app.command()
def restore(
    work: Work,
    model: Annotated[Path, typer.Option("--model", help="The folder with the model's files.")] = SHIPPED,
) -> None:
    """Write the weights in a model's files as a checkpoint: to train it on, or to export it again."""
    with _errors():
        from tracker.training import steps

        typer.echo(steps.restore(model, work))


@app.command()
def mean(
    checkpoints: Annotated[tuple[Path, Path], typer.Argument(help="Of two runs, one of which went on from the other.")],
    work: Work,
) -> None:
    """Write the mean of two checkpoints' weights as a third, to export it."""
    with _errors():
        from tracker.training import steps

        typer.echo(steps.average(checkpoints, work))


@app.command()
def export(
    corpora: Corpora,
    work: Work,
    gold: Gold = GOLD,
    free: Free = False,
    checkpoint: ExportedFrom = None,
    version: Version = "trained",
    last: Annotated[
        bool, typer.Option("--last-step", help="The weights of the last step instead of their average.")
    ] = False,
) -> None:
    """Write the model's files: try them with TRACKER_MODEL=WORK/model."""
    with _errors():
        from tracker.training import steps

        typer.echo(steps.export(Sources(corpora, gold, free), work, checkpoint, version, averaged=not last))


@app.command()
def thresholds(corpora: Corpora, work: Work, gold: Gold = GOLD) -> None:
    """Choose how probable a statement must be, for the exported files, on the dev parts."""
    with _errors():
        from tracker.training import steps

        chosen = steps.choose_thresholds(Sources(corpora, gold), work)
        _print({language: asdict(choice) for language, choice in chosen.items()})


@app.command()
def rankings(corpora: Corpora, work: Work, gold: Gold = GOLD, free: Free = False) -> None:
    """Learn whom speakers' words and pronouns mean and on which day statements were made, for the exported files.

    After `export` and `thresholds`.
    """
    with _errors():
        from tracker.training import steps

        learnt = steps.learn_rankings(Sources(corpora, gold, free), work)
        _print({name: [asdict(each) for each in bins] for name, bins in learnt.items()})


@app.command("pronouns")
def whom_pronouns_mean(corpora: Corpora, work: Work, gold: Gold = GOLD, free: Free = False) -> None:
    """Learn whom pronouns in quotes mean, for the exported files; `rankings` does it too."""
    with _errors():
        from tracker.training import steps

        _print([asdict(each) for each in steps.learn_pronouns(Sources(corpora, gold, free), work)])


@app.command()
def evaluate(
    corpora: Corpora,
    work: Work,
    gold: Gold = GOLD,
    checkpoint: Measured = None,
    articles: Annotated[int | None, typer.Option("--articles", help="The first few of each corpus alone.")] = None,
    device: Device = On.CPU,
) -> None:
    """Measure the exported files, or a checkpoint, on the dev parts."""
    if device is not On.CPU and checkpoint is None:
        raise typer.BadParameter("the exported files are measured on the processor; with --checkpoint it can be cuda")
    with _errors():
        from tracker.training import steps

        _print(steps.evaluate(Sources(corpora, gold), work, checkpoint, articles, device))


@app.command("all")
def everything(
    corpora: Corpora,
    work: Work,
    gold: Gold = GOLD,
    free: Free = False,
    settings: Named = "full",
    student: Annotated[str | None, typer.Option("--student", help="Settings of a smaller model to teach.")] = None,
    teachers: Annotated[
        int, typer.Option("--teachers", min=1, help="Of the student: so many seeds from --seed on.")
    ] = 1,
    seed: Seed = 0,
    device: Device = On.CPU,
    threads: Threads = None,
    workers: Workers = 1,
    resume: Resume = False,
    minutes: Minutes = None,
    version: Version = "trained",
) -> None:
    """Train, distil if there is to be a student, export, choose thresholds, learn speakers and days, and evaluate."""
    if teachers > 1 and student is None:
        raise typer.BadParameter("several teachers need somebody to teach: name a --student, such as small")
    with _errors():
        from tracker.training import steps

        of_teachers, of_student = read_settings(settings), read_settings(student) if student else None
        sources = Sources(corpora, gold, free)
        steps.expect_all(sources, device)
        typer.echo(steps.fetch_base(work))
        under = steps.Conditions(seed, device, threads, workers, resume, minutes)
        further = steps.train_teachers(sources, work, of_teachers, under, teachers)
        if of_student is not None:
            steps.distil(sources, work, of_student, under, further)
        typer.echo(steps.export(sources, work, None, version))
        steps.choose_thresholds(sources, work)
        steps.learn_rankings(sources, work)
        _print(steps.evaluate(sources, work, None, None, device))


@contextmanager
def _errors() -> Iterator[None]:
    """Tell what went wrong in one line."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in NEEDED:
            raise
        _fail(f'{error.name} is missing, which training needs: pip install "quote-claim-tracker[train]"')
    except (OSError, ValueError) as error:
        _fail(str(error))


def _fail(message: str) -> None:
    typer.echo(f"Error: {message}", err=True)
    raise typer.Exit(1)


def _print(figures: object) -> None:
    typer.echo(json.dumps(figures, indent=2, ensure_ascii=False))
