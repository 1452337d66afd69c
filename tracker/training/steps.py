"""The steps from the corpora to a model's files, each of which finds on the disk what the ones before have left.

In the folder `work`: `base/` has the downloaded base, `checkpoint.pt` what a run goes on from, `log.jsonl` its log and
`epoch-N.pt` the averaged weights after each epoch; `student/` the same of a student's run; `model/` the exported files.
"""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.extraction.dating.ranker import FILE as DAYS_FILE
from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.decoding.thresholds import Calibration, act_calibration_of, calibration_of, thresholds_of
from tracker.extraction.encoder import ACTS, KINDS
from tracker.extraction.model_files import FOLDER_VARIABLE, model_file
from tracker.extraction.speakers.ranker import FILE, OF_PRONOUNS
from tracker.training import base, corpora, days, pronouns, ranking, vocabulary
from tracker.training.ahead import epochs_ahead
from tracker.training.asking import asked
from tracker.training.averaging import mean
from tracker.training.budget import Budget
from tracker.training.calibration import Bin, calibration, reliability
from tracker.training.checkpoints import LATEST, Trained, epoch_file, load_weights, read_trained, save_trained
from tracker.training.corpora import OWN, Sources, corpus_file
from tracker.training.distillation import begin_with_teacher, taught_losses
from tracker.training.epochs import epoch_batches, read_training_data
from tracker.training.evaluation import Figures, evaluated, own_dev_articles, own_dev_articles_of_no_corpus
from tracker.training.export import export as export_files
from tracker.training.loop import LossOf, Run, expect_device, gold_losses, prepare
from tracker.training.model import Model, begin_with
from tracker.training.names import TAGS
from tracker.training.restoring import restored
from tracker.training.scored import scored
from tracker.training.settings import Settings
from tracker.training.thresholds import Choice, choose, written

SIZES = ("width", "heads", "hidden", "role_width", "role_layers", "role_heads", "words_before", "words_after")
STUDENT, FILES, BASE, RESTORED, MEAN = "student", "model", "base", "restored.pt", "mean.pt"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a run is carried out under.

    `threads`: None for one a core; `workers`: processes that make epochs ready; `resume`: go on where it was cut off;
    `minutes`: that a run may take, None for as many as its epochs take.
    """

    seed: int = 0
    device: str = "cpu"
    threads: int | None = None
    workers: int = 1
    resume: bool = False
    minutes: float | None = None


def expect_all(sources: Sources, device: str) -> None:
    """Raises FileNotFoundError or ValueError where something is missing that any step needs: better now than later."""
    corpora.expect_corpora(sources.corpora)
    expect_device(device)


def fetch_base(work: Path) -> str:
    """Download and verify the base; a line about it."""
    whole = base.load(work / BASE)
    return f"{base.fetch(work / BASE)}: {len(whole.weights)} arrays, {len(whole.pieces)} pieces"


def cut_vocabulary(folder: Path, work: Path, word_lists: list[Path]) -> str:
    """Make a vocabulary of what the train parts and word lists use; a line about it."""
    texts = (
        [article.text]
        for name, corpus in corpora.listed().statements.items()
        for article in corpora.read_articles(corpus_file(folder, name, "train"), corpus.annotated_by)
    )
    lists = vocabulary.words_of(word_lists)
    tokenizer = vocabulary.cut(base.load(work / BASE), (some for source in (texts, lists) for some in source))
    target = work / "vocabulary"
    target.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(target / "tokenizer.json"))
    (target / "thresholds.toml").write_bytes(model_file("thresholds.toml").read_bytes())
    return f"{target}: {tokenizer.get_vocab_size()} pieces. Train with {FOLDER_VARIABLE}={target}"


def count_examples(sources: Sources, settings: Settings, seed: int) -> dict[str, int]:
    """What the first epoch of a run shows: batches, windows, statements by kind and role, names."""
    batches = epoch_batches(read_training_data(sources), settings, seed, 0)
    examples = [example for batch in batches for example in batch]
    begun = [each for example in examples for each in example.begun]
    counts = Counter({"batches": len(batches), "windows": len(examples)})
    counts.update(f"begins {KINDS[each.kind - 1]}" for each in begun)
    counts.update(role for each in begun for column, role in enumerate(ROLES) if each.roles[:, column].any())
    counts.update(f"act {ACTS[each.act]}" for each in begun if each.act is not None)
    counts.update(TAGS[tag] for example in examples if example.tags is not None for tag in example.tags.tolist())
    return dict(counts)


def train(
    sources: Sources,
    work: Path,
    settings: Settings,
    under: Conditions,
    trained_before: Path | None = None,
    base_in: Path | None = None,
) -> None:
    """Train, or `resume` where a run was cut off.

    `trained_before`: the checkpoint to begin with, not the base; `base_in`: the folder with `base/`, if not `work`.
    """
    prepare(under.seed, under.device, under.threads)
    model = Model(settings, len(_pieces()))
    if trained_before:
        load_weights(model, _fitting(trained_before, settings).weights)
    else:
        whole = base.load((base_in or work) / BASE)
        begin_with(model, whole, vocabulary.rows_of(whole, _pieces()), settings.layers)
    _run(model, gold_losses(settings), sources, work, settings, under)


def distil(
    sources: Sources,
    work: Path,
    settings: Settings,
    under: Conditions,
    further: Sequence[Path] = (),
    taught_before: Path | None = None,
) -> None:
    """Teach a student what the runs in `work` and in `further` folders have learnt, or go on with it.

    `taught_before`: the checkpoint to begin with, not the first teacher's layers.
    """
    prepare(under.seed, under.device, under.threads)
    teachers = [_of_this_vocabulary(last_trained(each), each).model(under.device) for each in (work, *further)]
    student = Model(settings, len(_pieces()))
    if taught_before:
        load_weights(student, _fitting(taught_before, settings).weights)
    else:
        begin_with_teacher(student, teachers[0], settings.layers)
    _run(student, taught_losses(teachers, settings), sources, work / STUDENT, settings, under)


def teacher_folder(work: Path, number: int) -> Path:
    """Where the run of that teacher is: the first (0) in `work` itself."""
    return work / f"teacher-{number}" if number else work


def train_teachers(sources: Sources, work: Path, settings: Settings, under: Conditions, count: int) -> list[Path]:
    """Train models of the following seeds one after another; gives the folders of all but the first."""
    folders = [teacher_folder(work, number) for number in range(count)]
    for number, each in enumerate(folders):
        train(sources, each, settings, replace(under, seed=under.seed + number), base_in=work)
    return folders[1:]


def restore(files: Path, work: Path) -> Path:
    """Write the weights of a model's files as a checkpoint; gives where."""
    work.mkdir(parents=True, exist_ok=True)
    save_trained(restored(files), work / RESTORED)
    return work / RESTORED


def average(checkpoints: tuple[Path, Path], work: Path) -> Path:
    """Write the mean of two checkpoints' weights as a third; gives where."""
    one, other = map(read_trained, checkpoints)
    work.mkdir(parents=True, exist_ok=True)
    save_trained(replace(other, weights=mean(one.weights, other.weights)), work / MEAN)
    return work / MEAN


def export(sources: Sources, work: Path, checkpoint: Path | None, version: str, *, averaged: bool = True) -> Path:
    """Write the model's files; by default of the last epoch, the student's if there is one. Gives their folder.

    Not `averaged`: the weights of the run's last step.
    """
    run = _last_run(work)
    source = checkpoint or (run if averaged else run / LATEST)
    trained = last_trained(run) if source == run else read_trained(source, averaged=averaged)
    export_files(_of_this_vocabulary(trained, source), sources, work / FILES, version)
    return work / FILES


def choose_thresholds(sources: Sources, work: Path) -> dict[str, Choice]:
    """Choose the exported files' thresholds on the dev parts, and write them among the files."""
    os.environ[FOLDER_VARIABLE] = str(work / FILES)  # nothing of the model has been read yet
    chosen = choose(sources)
    (work / FILES / "thresholds.toml").write_text(written(chosen), encoding="utf-8")
    thresholds_of.cache_clear()
    calibration_of.cache_clear()
    act_calibration_of.cache_clear()
    return chosen


def learn_rankings(sources: Sources, work: Path) -> dict[str, list[Bin]]:
    """Learn whom speakers' words and pronouns mean and on which day statements were made, with the exported vectors.

    All are written among the files, and nothing where hardly any article has what it takes. Gives how reliable the
    confidences are: of speakers and pronouns on the dev parts, of days in train articles that weren't learnt from.
    """
    os.environ[FOLDER_VARIABLE] = str(work / FILES)  # nothing of the model has been read yet
    speakers: list[ranking.Asked] = []
    said: list[days.Asked] = []
    for article, scores in scored(ranking.train_articles(sources)):
        speakers += ranking.asked_of(article, scores)
        if article.guidelines is OWN and (dated := days.asked_of(article, scores)) is not None:
            said.append(dated)
    ranked = {"speakers": _ranked_speakers(speakers, sources, work), "days": _ranked_days(said, work)}
    return {**ranked, "pronouns": learn_pronouns(sources, work)}  # by the speakers that are found now


def learn_pronouns(sources: Sources, work: Path) -> list[Bin]:
    """Learn whom pronouns in quotes mean, by the exported vectors and speakers; gives how reliable confidences are."""
    os.environ[FOLDER_VARIABLE] = str(work / FILES)  # nothing else of a model has been read yet
    asked = pronouns.asked_in(sources, "train")
    if len(asked) < pronouns.PACE.batch:
        return []
    networks = pronouns.learn_several(asked)
    judged = pronouns.judged_pronouns(networks, pronouns.asked_in(sources, "dev"))
    calibrated = calibration(judged)
    ranking.write(work / FILES / OF_PRONOUNS, networks, calibrated)
    return list(reliability(judged, calibrated))


def _ranked_speakers(asked: Sequence[ranking.Asked], sources: Sources, work: Path) -> list[Bin]:
    if not asked:
        return []
    networks = [ranking.learn(asked, seed) for seed in range(ranking.NETWORKS)]
    ranking.write(work / FILES / FILE, networks, Calibration())
    gold = [article for name in corpora.listed().statements for article in own_dev_articles(sources, name)]
    gold += [article for of_it in own_dev_articles_of_no_corpus(sources).values() for article in of_it]
    judged = ranking.judged_speakers(gold)
    calibrated = calibration(judged)
    ranking.write(work / FILES / FILE, networks, calibrated)
    return list(reliability(judged, calibrated))


def _ranked_days(asked: Sequence[days.Asked], work: Path) -> list[Bin]:
    if len(asked) < days.PARTS:
        return []
    judged = days.judged_days(asked)
    calibrated = calibration(judged)
    days.write(work / FILES / DAYS_FILE, days.learn_several(asked), calibrated)
    return list(reliability(judged, calibrated))


def evaluate(
    sources: Sources, work: Path, checkpoint: Path | None, articles: int | None, device: str
) -> dict[str, Figures]:
    """Measure a checkpoint, or the exported files as the extraction reads them."""
    if checkpoint is None:
        os.environ[FOLDER_VARIABLE] = str(work / FILES)  # nothing of the model has been read yet
        return evaluated(None, sources, articles)
    expect_device(device)
    trained = _of_this_vocabulary(read_trained(checkpoint), checkpoint)
    return evaluated(asked(trained.model(device), trained.settings), sources, articles, workers=1)


def last_trained(work: Path) -> Trained:
    """The averaged weights after the last epoch of a run, or what `restore` has written where there was none.

    Raises FileNotFoundError where neither is there.
    """
    epoch = max((number for number in range(1, 1000) if epoch_file(work, number).exists()), default=None)
    if epoch is None and (work / RESTORED).exists():
        return read_trained(work / RESTORED)
    return read_trained(epoch_file(work, epoch or 1))


def _last_run(work: Path) -> Path:
    return work / STUDENT if epoch_file(work / STUDENT, 1).exists() else work


def _fitting(source: Path, settings: Settings) -> Trained:
    """The weights of a checkpoint, if a model with these settings can begin with them. Raises ValueError."""
    trained = read_trained(source)
    sizes = {name: (getattr(trained.settings, name), getattr(settings, name)) for name in SIZES}
    sizes["number of layers"] = len(trained.settings.layers), len(settings.layers)
    for name, (there, here) in sizes.items():
        if there != here:
            raise ValueError(f"{source}: its {name} is {there}, where the settings have {here}")
    return _of_this_vocabulary(trained, source)


def _of_this_vocabulary(trained: Trained, source: Path) -> Trained:
    """The weights, if they are those of a model whose words are cut as they are here. Raises ValueError."""
    pieces = len(_pieces())
    if trained.pieces != pieces:
        where = f"that of {FOLDER_VARIABLE}" if FOLDER_VARIABLE in os.environ else "tracker's own"
        raise ValueError(f"{source}: has a vocabulary of {trained.pieces} pieces, where {where} has {pieces}")
    return trained


def _run(model: Model, loss_of: LossOf, sources: Sources, work: Path, settings: Settings, under: Conditions) -> None:
    run = Run(model, settings, work, under.seed, under.device, Budget(under.minutes))
    if (work / LATEST).exists():
        if not under.resume:
            raise ValueError(f"{work}: has a run already. Go on with --resume, or take another folder.")
        run.resume()
    with epochs_ahead(sources, settings, under.seed, under.workers) as batches:
        run.train(batches, loss_of)


def _pieces() -> list[str]:
    """The vocabulary that words are cut into: the shipped one, unless the environment names another."""
    pinned = None if FOLDER_VARIABLE in os.environ else vocabulary.SHIPPED_SHA256
    return vocabulary.pieces_of(model_file("tokenizer.json").read_text(encoding="utf-8"), pinned)
