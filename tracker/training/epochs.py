"""What an epoch shows the model: drawn again each time, the same for the same seed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from tracker.training import corpora
from tracker.training.augmentation import Names, augmented, names_by_kind, renamed
from tracker.training.corpora import (
    GoldArticle,
    GoldSentence,
    NamesCorpus,
    Sources,
    StatementsCorpus,
    corpus_file,
    read_own_gold,
)
from tracker.training.examples import Example, article_examples, hidden, names_examples
from tracker.training.names import texts_of
from tracker.training.settings import Settings
from tracker.training.told import with_cue_acts, with_told

BATCHES_SORTED = 20  # that many batches' examples are sorted by length together


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles of a corpus of statements."""

    name: str
    corpus: StatementsCorpus
    articles: Sequence[GoldArticle]


@dataclass(frozen=True, slots=True)
class Named:
    """The sentences of a corpus of names."""

    name: str
    corpus: NamesCorpus
    sentences: Sequence[GoldSentence]


@dataclass(frozen=True, slots=True)
class TrainingData:
    """The train parts of all corpora, and of tracker's own gold."""

    own: Sequence[GoldArticle]
    articles: Sequence[Articles]
    named: Sequence[Named]


def read_training_data(sources: Sources) -> TrainingData:
    """Raises FileNotFoundError, which names the corpus that isn't there."""
    folder = sources.corpora
    told = corpora.read_told(sources)
    articles = []
    for name, corpus in corpora.learnt_from(sources).items():
        annotated = corpora.read_articles(corpus_file(folder, name, "train"), corpus.annotated_by)
        articles.append(Articles(name, corpus, [with_told(with_cue_acts(each), told) for each in annotated]))
    named = [
        Named(name, corpus, list(corpora.read_sentences(corpus_file(folder, name, "train"))))
        for name, corpus in corpora.listed().names.items()
    ]
    return TrainingData(list(read_own_gold(sources, "train")), articles, named)


def epoch_batches(data: TrainingData, settings: Settings, seed: int, epoch: int) -> list[list[Example]]:
    """The examples of an epoch in batches."""
    random = Random(f"epoch {epoch} of seed {seed}")
    shown = _windows(_own(data.own, settings, random), settings, random)
    for each in data.articles:
        shown += _drawn(each, settings, random)
    names = _names_by_language(data.named) if settings.renamed else {}
    for named in data.named:
        shown += _names(named, names.get(named.corpus.language, {}), settings, random)
    return grouped(shown, settings.batch, random)


def _own(articles: Sequence[GoldArticle], settings: Settings, random: Random) -> list[GoldArticle]:
    """Tracker's own gold as often as the settings have it; what is over a whole number is drawn at random."""
    shown = []
    for language in sorted({each.language for each in articles}):
        own = [each for each in articles if each.language == language]
        times, more = divmod(settings.own_times * settings.languages.get(language, 1.0), 1)
        shown += int(times) * own + random.sample(own, round(more * len(own)))
    return shown


def _drawn(of: Articles, settings: Settings, random: Random) -> list[Example]:
    """The windows of a corpus that are shown: all of them, or the share that the settings or the corpus name."""
    times, share = settings.times.get(of.name, of.corpus.times), settings.shares.get(of.name, of.corpus.share)
    windows = _windows(times * list(of.articles), settings, random)
    return windows if share is None else random.sample(windows, round(share * len(windows)))


def _windows(articles: Iterable[GoldArticle], settings: Settings, random: Random) -> list[Example]:
    windows = []
    for article in articles:
        changed = augmented(article, random) if random.random() < settings.augmented else article
        windows += article_examples(changed, random.choice(settings.overlaps))
    return [hidden(window, settings.hidden_words, random) for window in windows] if settings.hidden_words else windows


def _names_by_language(named: Sequence[Named]) -> Mapping[str, Names]:
    return {
        language: names_by_kind(
            sentence for each in named if each.corpus.language == language for sentence in each.sentences
        )
        for language in {each.corpus.language for each in named}
    }


def _names(named: Named, names: Names, settings: Settings, random: Random) -> list[Example]:
    sentences = settings.names_times * list(named.sentences)
    if settings.renamed:
        sentences = [renamed(sentence, names, settings.renamed, random) for sentence in sentences]
    corpus, length = named.corpus, settings.words_of_names
    texts = texts_of(sentences, corpus.language, others=corpus.others, length=length, random=random)
    taken = islice(texts, settings.texts.get(named.name, corpus.texts))
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
