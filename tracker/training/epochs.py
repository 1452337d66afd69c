"""What an epoch shows the model: drawn again each time, the same for the same seed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tracker.lexicon import languages
from tracker.training import corpora
from tracker.training.augmentation import augmented
from tracker.training.corpora import STYLES, GoldArticle, GoldSentence, Sources, corpus_file, read_own_gold
from tracker.training.cue_acts import with_cue_acts
from tracker.training.examples import Example, article_examples, names_examples
from tracker.training.names import texts_of
from tracker.training.replacing import Names, names_by_kind, renamed
from tracker.training.settings import Settings
from tracker.training.told import with_told

BATCHES_SORTED = 20  # that many batches' examples are sorted by length together


@dataclass(frozen=True, slots=True)
class Named:
    """Sentences with names of one corpus.

    `others`: whether it marks names of the fourth class; `silver`: whether rules made it rather than people.
    """

    sentences: Sequence[GoldSentence]
    language: str
    others: bool
    silver: bool


@dataclass(frozen=True, slots=True)
class TrainingData:
    """The train parts of all corpora, and of tracker's own gold."""

    own: Sequence[GoldArticle]
    german: Sequence[GoldArticle]
    english: Sequence[GoldArticle]
    named: Sequence[Named]


NAMED = (
    (corpora.GOLD_NAMES, "de", True, False),
    (corpora.EWT, "en", False, False),
    (corpora.SILVER_GERMAN, "de", False, True),
    (corpora.SILVER_ENGLISH, "en", False, True),
)


def read_training_data(sources: Sources) -> TrainingData:
    """Raises FileNotFoundError, which names the corpus that isn't there."""
    folder = sources.corpora
    told = corpora.read_told(sources)
    german, english = (
        [
            with_told(with_cue_acts(each), told)
            for each in corpora.read_articles(corpus_file(folder, corpus, "train"), style)
        ]
        for corpus, style in STYLES.items()
    )
    named = [
        Named(list(corpora.read_sentences(corpus_file(folder, corpus, "train"))), language, others, silver)
        for corpus, language, others, silver in NAMED
    ]
    return TrainingData(list(read_own_gold(sources, "train")), german, english, named)


def epoch_batches(data: TrainingData, settings: Settings, seed: int, epoch: int) -> list[list[Example]]:
    """The examples of an epoch in batches."""
    random = Random(f"epoch {epoch} of seed {seed}")
    own = _windows(settings.own_times * list(data.own), settings, random)
    german = _windows(settings.german_times * list(data.german), settings, random)
    english = _windows(data.english, settings, random)
    shown = own + german + random.sample(english, round(settings.share_of_english * len(english)))
    names = _names_by_language(data.named) if settings.renamed else {}
    for named in data.named:
        shown += _names(named, names.get(named.language, {}), settings, random)
    return grouped(shown, settings.batch, random)


def _windows(articles: Iterable[GoldArticle], settings: Settings, random: Random) -> list[Example]:
    windows = []
    for article in articles:
        changed = augmented(article, random) if random.random() < settings.augmented else article
        windows += article_examples(changed, random.choice(settings.overlaps))
    return windows


def _names_by_language(corpora_of_names: Sequence[Named]) -> dict[str, Names]:
    return {
        language: names_by_kind(
            sentence for each in corpora_of_names if each.language == language for sentence in each.sentences
        )
        for language in languages()
    }


def _names(named: Named, names: Names, settings: Settings, random: Random) -> list[Example]:
    sentences = settings.names_times * list(named.sentences)
    if settings.renamed:
        sentences = [renamed(sentence, names, settings.renamed, random) for sentence in sentences]
    texts = texts_of(sentences, named.language, others=named.others, length=settings.words_of_names, random=random)
    gold = settings.german_names if named.language == "de" else settings.english_names
    wanted = settings.silver_names if named.silver else gold
    taken = [text for text, _ in zip(texts, range(wanted), strict=False)]
    return [example for text in taken for example in names_examples(text)]


def grouped(examples: Sequence[Example], batch: int, random: Random) -> list[list[Example]]:
    """All examples in batches of like length, in a random order."""
    shuffled = random.sample(examples, len(examples))
    together = batch * BATCHES_SORTED
    batches = [
        group
        for start in range(0, len(shuffled), together)
        for group in _in_groups(sorted(shuffled[start : start + together], key=lambda each: len(each.pieces)), batch)
    ]
    random.shuffle(batches)
    return batches


def _in_groups(items: Sequence[Example], size: int) -> Iterator[list[Example]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
