"""Learn what a statement's words tell of its act: multinomial logistic regression on single words, by language."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tracker.extraction.acts.wording import FILE, act_wording, features_of, hashed
from tracker.extraction.decoding.proposals import ROLES
from tracker.extraction.document.document import document_of
from tracker.extraction.encoder import ACTS
from tracker.extraction.statements import Act
from tracker.training.corpora import GoldArticle, Sources, read_told, read_train_parts
from tracker.training.scored import draft_of
from tracker.training.told import with_told

FEWEST = 3  # statements that have a feature
STRENGTH = 1.0  # of the data beside the prior. Alone, .3 is better by .01; together with the network worse by .003
ITERATIONS = 150
LARGEST = 127
MATTER = ROLES.index("matter")

Examples = list[tuple[frozenset[int], Act]]
Arrays = Mapping[str, npt.NDArray[np.generic]]


def learn(sources: Sources, folder: Path) -> None:
    """Learn from all statements whose act is known, and write the file that extraction loads."""
    told = read_told(sources)
    by_language = examples_of(with_told(article, told) for article in read_train_parts(sources))
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    for language, examples in sorted(by_language.items()):
        arrays |= {f"{language}_{name}": array for name, array in learnt(examples).items()}
    np.savez_compressed(folder / FILE, **arrays)  # type: ignore[arg-type]
    act_wording.cache_clear()


def examples_of(articles: Iterable[GoldArticle]) -> dict[str, Examples]:
    """Statements with an act as their features, by language; each once, though several corpora have it."""
    found: defaultdict[str, dict[tuple[str, object], tuple[frozenset[int], Act]]] = defaultdict(dict)
    for article in articles:
        told = [each for each in article.statements if each.act is not None and each.roles[0]]
        document = document_of(article.text, article.language) if told else None
        for each in told:
            if document is not None and each.act is not None:
                features = frozenset(
                    map(hashed, features_of(document, replace(draft_of(each), matter=each.roles[MATTER])))
                )
                found[article.language].setdefault((article.text, each.roles[0]), (features, each.act))
    return {language: list(examples.values()) for language, examples in found.items()}


def learnt(examples: Examples) -> Arrays:
    """A language's arrays, as `ActWording` describes them; none where too little is known to tell acts apart."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for own, _ in examples for feature in own)
    features = np.array(sorted(each for each, count in counts.items() if count >= FEWEST), np.uint32)
    if not len(features) or len({act for _, act in examples}) < 2:
        return {}
    columns = {feature: column for column, feature in enumerate(features.tolist())}
    of_examples = [sorted(columns[each] for each in own if each in columns) for own, _ in examples]
    starts = np.cumsum([0, *map(len, of_examples)])
    indices = np.array([column for each in of_examples for column in each])
    rows = csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(examples), len(features)))
    model = LogisticRegression(C=STRENGTH, max_iter=ITERATIONS, tol=1e-3)
    model.fit(rows, [ACTS.index(act) for _, act in examples])
    weights, bias = _of_all_acts(model.classes_, model.coef_, model.intercept_)
    scales = np.maximum(np.abs(weights).max(0) / LARGEST, np.finfo(np.float32).tiny).astype(np.float32)
    return {
        "features": features,
        "weights": np.rint(weights / scales).astype(np.int8),
        "scales": scales,
        "bias": bias.astype(np.float32),
    }


def _of_all_acts(
    known: npt.NDArray[np.int64], coefficients: npt.NDArray[np.float64], intercepts: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Weights (feature, act) and bias (act,) of all acts; those that no statement had are the least likely."""
    if len(known) == 2:  # of two, one row tells both apart
        coefficients = np.vstack([-coefficients, coefficients]) / 2
        intercepts = np.hstack([-intercepts, intercepts]) / 2
    weights, bias = np.zeros((coefficients.shape[1], len(ACTS))), np.full(len(ACTS), intercepts.min() - 10.0)
    weights[:, known], bias[known] = coefficients.T, intercepts
    return weights, bias
