"""A database as large as those of people who follow the news for years, made up without reading any article.

Words, names and days are drawn as they are in news: few words and few people make up most of it (Zipf's law), most
words are rare, and an article's statements are about its subject. What is drawn is written as articles with their
statements through the store, a hundred in one transaction; so all that is kept of real articles is kept of these.

The same seed makes the same database, but for the times at which it was written.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate, islice
from pathlib import Path

from tracker.extraction.statements import (
    Act,
    DateBasis,
    Extraction,
    Kind,
    Mention,
    Referent,
    ReferentKind,
    Resolution,
    Saying,
    Span,
    Statement,
    Versions,
)
from tracker.reading.article import Article, PublishedBasis
from tracker.store import Store, database, writing

STATEMENTS_AN_ARTICLE = 10
PEOPLE, ORGANISATIONS, PLACES = 20_000, 3_000, 200  # at most: no more than there are articles
KNOWN_TO_EVERYBODY = 5  # of the names: the first isn't far before the others (Mandelbrot's shift of Zipf's law)
WORDS, WORDS_AN_ARTICLE = 150_000, 10  # of each language, at most
FIRST_DAY, DAYS = date(2015, 1, 1), 3650
UNNAMED = 0.3  # of the statements: nobody is known to be meant by their speaker's words
GUESSED_EVERY = 4  # statements: the speaker of one of them isn't named there, and may be somebody else
NESTED = 0.05  # of the statements have another one, the first words of their quote, inside
REPRINTED, LATER_VERSIONS = 0.08, 0.02  # of the articles: nearly those of another outlet, or changed at their address
IN_ONE_TRANSACTION = 100  # articles
VERSIONS = Versions(model="generated", code="generated")

# Subjects from the most frequent to the rarest, each with words that are related.
SUBJECTS = (
    ("Ukraine", "ukrainische", "Ukraine-Krieg", "Ukrainer"),
    ("Inflation", "Inflationsrate", "Inflationsausgleich", "Inflation"),
    ("Klimaschutz", "Klimawandel", "Klimaziele", "climate"),
    ("election", "elections", "electoral", "election"),
    ("Sanktionen", "Sanktion", "Sanktionspaket", "sanctions"),
    ("Wohnungsbau", "Wohnung", "Wohnungsmarkt", "Wohnungen"),
    ("budget", "budgets", "budgetary", "budget"),
    ("Impfung", "Impfungen", "Impfpflicht", "geimpft"),
    ("Rente", "Renten", "Rentenpaket", "Rentner"),
    ("Weinbau", "Weinbauern", "Weinbaugebiet", "Weinbau"),
    ("lighthouse", "lighthouses", "lighthouse", "lighthouse"),
)
SYLLABLES = {
    "de": "ver be ent zer auf aus ein um wald berg haus stein licht kraft werk land stadt zeit geld recht sicher "
    "frei gross klein neu alt hand teil grund weg zug bau markt preis schul kind arbeit steuer bank gas strom wasser "
    "fahr lauf halt setz stell leg trag zieh schreib red frag deut mein glaub hoff werb pfleg wirt schaft lich keit",
    "en": "re un in con de ex pro per over under out work land house light power stone ford field port ship mark "
    "state free right court trade price school child labour tax bank gas water hand part ground way train build "
    "drive hold set lay carry draw write speak ask mean hope claim care ment ness able ship ward like ing tion",
}
ENDINGS = {"de": ("", "e", "en", "er", "ung", "ungen", "s", "t", "te"), "en": ("", "s", "ed", "ing", "er", "ly")}
COMMON = {
    "de": "der die das und in zu den mit von für auf ist im nicht eine sich auch an werden nach bei dass es aus hat "
    "noch wie einen über so zum war haben nur oder aber vor bis mehr durch man sein wurde wenn ihre sei",
    "en": "the of and to in a is that for it was on with as be at by this had not are but from or have an they which "
    "one you were all her she there would their we him been has when who will no more if out so said what up",
}
FIRST_NAMES = (
    "Anna Vera Petra Julia Clara Maria Eva Nina Ida Marta Olga Sofia Ruth Emma Jana Lena Jan Karl Paul Max Tom Uwe "
    "Olaf Jens Igor Piotr Luca Marco John Peter James Owen Hugo Emil Anton Viktor Ahmed Yusuf Kofi Liam Noah Omar Boris"
)
SURNAMES = (
    "berg stein mann hof feld bach wald brandt lind holm sen ford ton ley son owski enko ova ic ez ini ard eau ström",
    "Al Ber Cor Dal El Fen Gar Hol In Jor Kal Lor Mar Nor Ol Per Quin Ros Sal Tor Ul Ver Wes Yar Zel Bran Stein Lind",
    "a e i o u ar el in or un am eb is ol ut",
)
OFFICES = {
    "de": ("Ministerin", "Sprecher", "Bürgermeister", "Landrätin", "Außenminister"),
    "en": ("senator", "spokesman", "mayor", "foreign minister", "chief executive"),
}
CUES = {
    "de": (("sagte", Act.STATEMENT), ("warnte", Act.WARNING), ("forderte", Act.DEMAND), ("bestritt", Act.DENIAL)),
    "en": (("said", Act.STATEMENT), ("warned", Act.WARNING), ("demanded", Act.DEMAND), ("denied", Act.DENIAL)),
}
OUTLETS = tuple(
    f"{place} {kind}" for place in ("Elbe", "Harbour", "Nord", "Valley") for kind in ("Kurier", "Post", "News")
)


@dataclass(frozen=True, slots=True)
class Draw:
    """Things drawn with Zipf's law: the one before has the greater weight."""

    things: Sequence[str]
    up_to: Sequence[float]  # the sum of the weights, up to each of the things

    @classmethod
    def of(cls, things: Sequence[str], shift: float = 2.0) -> "Draw":
        """The first is `1 + shift` times less frequent than Zipf's law alone has it."""
        return cls(things, list(accumulate(1 / (rank + shift) for rank in range(1, len(things) + 1))))

    def some(self, chance: random.Random, count: int) -> list[str]:
        """So many of the things, some perhaps more than once."""
        return chance.choices(self.things, cum_weights=self.up_to, k=count)


@dataclass(frozen=True, slots=True)
class World:
    """All that articles are made of."""

    words: dict[str, Draw]
    people: Draw
    organisations: Draw
    places: Draw


def build(path: Path, articles: int, seed: int = 1, report: Callable[[int], None] = lambda done: None) -> None:
    """Add so many articles to the database at `path`; `report` is told now and then how many there are."""
    remaining = generated(articles, seed)
    done = 0
    with Store.open(path) as store:
        while batch := list(islice(remaining, IN_ONE_TRANSACTION)):
            with database.transaction(store.connection):
                for article, extraction in batch:
                    writing.add(store.connection, article, extraction, VERSIONS, digest=_digest(article.text))
            done += len(batch)
            report(done)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def generated(articles: int, seed: int) -> Iterator[tuple[Article, Extraction]]:
    """So many articles with what was found in them."""
    chance = random.Random(seed)
    world = _world(chance, articles)
    recent: list[tuple[Article, Extraction]] = []
    for number in range(articles):
        kind = chance.random()
        if recent and kind < REPRINTED:
            made = _reprinted(chance, world, *chance.choice(recent))
        elif recent and kind < REPRINTED + LATER_VERSIONS:
            made = _later_version(chance, world, *chance.choice(recent))
        else:
            made = _new(chance, world, number)
            recent = [*recent[-50:], made]
        yield made


def _world(chance: random.Random, articles: int) -> World:
    endings, beginnings, middles = (part.split() for part in SURNAMES)
    surnames = [f"{first}{middle}{end}" for first in beginnings for middle in middles for end in endings]
    first_names = FIRST_NAMES.split()
    people = {f"{chance.choice(first_names)} {chance.choice(surnames)}": None for _ in range(min(PEOPLE, articles))}
    stems = [stem.title() for stem in SYLLABLES["de"].split()]
    organisations = {
        f"{chance.choice(stems)}{chance.choice(surnames).lower()}": None for _ in range(min(ORGANISATIONS, articles))
    }
    return World(
        {language: Draw.of(_vocabulary(chance, language, articles)) for language in SYLLABLES},
        Draw.of(list(people), KNOWN_TO_EVERYBODY),
        Draw.of(list(organisations), KNOWN_TO_EVERYBODY),
        Draw.of([f"{surname}ien" for surname in chance.sample(surnames, PLACES)], KNOWN_TO_EVERYBODY),
    )


def _vocabulary(chance: random.Random, language: str, articles: int) -> list[str]:
    """The words of a language, the most frequent first: short ones, then words made of two or three syllables."""
    syllables, endings = SYLLABLES[language].split(), ENDINGS[language]
    words = dict.fromkeys(COMMON[language].split())
    wanted = min(WORDS, 500 + WORDS_AN_ARTICLE * articles)
    while len(words) < wanted:
        parts = chance.choices(syllables, k=2 if len(words) < wanted // 20 else 3)
        word = "".join(parts) + chance.choice(endings)
        words[word.title() if language == "de" and chance.random() < 0.4 else word] = None
    return list(words)


class _Text:
    """A text in the making, and where its pieces stand."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def add(self, piece: str) -> Span:
        """Put a piece at the end."""
        start = self.length
        self.pieces.append(piece)
        self.length += len(piece)
        return Span(start, self.length)


def _new(chance: random.Random, world: World, number: int) -> tuple[Article, Extraction]:
    language = "de" if chance.random() < 0.5 else "en"
    published = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    subject = chance.choices(SUBJECTS, weights=[2.0**-rank for rank in range(len(SUBJECTS))])[0]
    about = chance.random() < 0.3  # most articles are about none of the subjects
    speakers = world.people.some(chance, 3) + world.organisations.some(chance, 1) + world.places.some(chance, 1)
    kinds = [ReferentKind.PERSON] * 3 + [ReferentKind.ORGANISATION, ReferentKind.PLACE]
    text, statements, mentions = _Text(), [], []
    for _ in range(1 + chance.randrange(2 * STATEMENTS_AN_ARTICLE - 1)):
        who = chance.randrange(len(speakers))
        subject_word = chance.choice(subject) if about and chance.random() < 0.5 else None
        statement, name = _sentence(chance, world, text, language, (speakers[who], kinds[who]), subject_word, published)
        if len(statements) % GUESSED_EVERY == number % GUESSED_EVERY:
            statement = _guessed(statement)
        statements.append(statement)
        if chance.random() < NESTED:
            statements.append(_nested(statement, text, len(statements) - 1))
        mentions.append(Mention(name, kinds[who], speakers[who]))
        text.add(
            ". " + _words(chance, world, language, 12).capitalize() + ("." if chance.random() < 0.5 else ".\n\n") + " "
        )
    title = _words(chance, world, language, 6).capitalize()
    article = Article(
        "".join(text.pieces).rstrip(),
        title=f"{subject[0]}: {title}" if about else title,
        outlet=OUTLETS[number % len(OUTLETS)],
        url=f"https://www.{OUTLETS[number % len(OUTLETS)].replace(' ', '-').lower()}.example/{published}/{number}",
        published=published,
        published_basis=PublishedBasis.METADATA,
        language=language,
        source=f"articles/{number}.html",
    )
    return article, Extraction(language, tuple(statements), tuple(mentions))


def _sentence(
    chance: random.Random,
    world: World,
    text: _Text,
    language: str,
    speaker: tuple[str, ReferentKind],
    subject: str | None,
    published: date,
) -> tuple[Statement, Span]:
    """Put a statement at the end of the text; also where its speaker is named."""
    said, act = chance.choice(CUES[language])
    words = _words(chance, world, language, chance.randint(8, 20))
    quote = text.add(f"{words} {subject}" if subject else words)
    before = text.add(", ")
    cue = text.add(said)
    text.add(" ")
    name = text.add(speaker[0])
    office = chance.choice(OFFICES[language]) if chance.random() < 0.3 else None
    addressed = chance.random() < 0.1
    addressee = world.places.some(chance, 1)[0] if addressed else ""
    spoken_to = text.add(f" {addressee}") if addressed else None
    statement = Statement(
        kind=chance.choice((Kind.DIRECT, Kind.INDIRECT, Kind.REPORTED)),
        quote=(quote,),
        speaker=(name,),
        cue=(cue,),
        frame=(Span(before.start, name.end),),
        addressee=(Span(spoken_to.start + 1, spoken_to.end),) if spoken_to else (),
        act=act,
        actors=(Referent(speaker[0], speaker[1], office, Resolution.NAME),) if chance.random() > UNNAMED else (),
        addressee_actors=(Referent(addressee, ReferentKind.PLACE, None, Resolution.NAME),) if addressed else (),
        said=Saying(published, DateBasis.PUBLISHED),
        confidence=round(chance.uniform(0.4, 1), 3),
    )
    return statement, name


def _guessed(statement: Statement) -> Statement:
    """The same, whose speaker was concluded from who speaks around it."""
    guessed = tuple(replace(each, resolution=Resolution.CONTEXT) for each in statement.actors)
    return replace(statement, actors=guessed)


def _nested(outer: Statement, text: _Text, position: int) -> Statement:
    """A statement of the first two words of another one, the last of the text, whose position is given."""
    (whole,) = outer.quote
    words = "".join(text.pieces)[whole.start : whole.end].split(" ")[:2]
    quote = Span(whole.start, whole.start + len(" ".join(words)))
    return replace(outer, kind=Kind.DIRECT, quote=(quote,), inside=position)


def _words(chance: random.Random, world: World, language: str, count: int) -> str:
    return " ".join(world.words[language].some(chance, count))


def _reprinted(
    chance: random.Random, world: World, article: Article, extraction: Extraction
) -> tuple[Article, Extraction]:
    """The same in another outlet, a day later at most, with a paragraph of its own at the end."""
    outlet = chance.choice(OUTLETS)
    published = (article.published or FIRST_DAY) + timedelta(days=chance.randrange(2))
    number = chance.randrange(10**9)
    url = f"https://www.{outlet.replace(' ', '-').lower()}.example/{published}/{number}"
    text = _with_more(chance, world, article)
    return replace(article, text=text, outlet=outlet, url=url, published=published), extraction


def _later_version(
    chance: random.Random, world: World, article: Article, extraction: Extraction
) -> tuple[Article, Extraction]:
    """Another text at the same address: one statement was taken back, and a paragraph is new."""
    return replace(article, text=_with_more(chance, world, article)), replace(
        extraction, statements=extraction.statements[:-1]
    )


def _with_more(chance: random.Random, world: World, article: Article) -> str:
    return f"{article.text}\n\n{_words(chance, world, article.language or 'en', 20).capitalize()}."
