"""What a training run is made of: one frozen record, read from a TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from importlib import resources
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from tracker.lexicon import languages
from tracker.training.corpora import listed


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a run depends on besides the corpora, the base and the seed."""

    # The model. `layers` are the numbers of the base's layers that it begins with; without a base, their number counts.
    layers: tuple[int, ...]
    width: int = 384
    heads: int = 12
    hidden: int = 1536
    layers_of_pieces: int = 0  # lower ones that read words piece by piece, those above each word's first piece; 0: all
    epsilon: float = 1e-12  # of the layer normalizations
    role_width: int = 256
    role_layers: int = 2
    role_heads: int = 4
    antecedent_width: int = 128
    words_before: int = 64  # of an anchor, in the stretch that its roles are looked for in
    words_after: int = 128  # from the anchor on
    dropout: float = 0.1  # on the words' vectors
    told_dropout: float = 0.0  # on what act, standing, antecedents and dates are read off
    inner_dropout: float = 0.0  # on what the encoder's attention and feed-forward networks add

    # The examples of an epoch.
    epochs: int = 6
    overlaps: tuple[float, ...] = (0.15, 0.4, 0.25, 0.05)  # of neighbouring windows; drawn for each article
    own_times: int = 3  # that each article of tracker's own gold is shown
    languages: Mapping[str, float] = field(default_factory=dict)  # how many times as often, where it is in that one
    # By corpus, where it isn't what `corpora.toml` has:
    times: Mapping[str, int] = field(default_factory=dict)  # that each article is shown
    shares: Mapping[str, float] = field(default_factory=dict)  # of the windows with statements, drawn at random
    texts: Mapping[str, int] = field(default_factory=dict)  # of about `words_of_names` words with names, at most
    words_of_names: int = 220
    names_times: int = 1  # that each sentence with names is among those that these texts are made of
    renamed: float = 0.0  # share of the names that make room for others of their kind
    augmented: float = 0.5  # of the articles
    hidden_words: float = 0.0  # share of an article's words that are unknown pieces in a window, drawn each time

    # Learning.
    batch: int = 8  # windows
    encoder_rate: float = 1e-4
    head_rate: float = 6e-4
    warm_up: float = 0.06  # of all steps
    least_rate: float = 0.02  # of the highest
    weight_decay: float = 0.01
    clip: float = 1.0  # the gradient's norm
    averaging: float = 0.998  # how much of the averaged weights stays at each step
    border_weight: float = 0.5  # of the beginnings and ends of spans among the roles' loss
    names_weight: float = 3.0
    acts_weight: float = 1.0
    antecedents_weight: float = 1.0
    dates_weight: float = 1.0

    # Distillation: how much the teacher's word counts beside the corpora's, for each of them.
    teacher_weight: float = 1.0
    teacher_vectors: float = 0.0  # weight of the likeness of the words' vectors
    teacher_names: float = 1.0  # weight of the tags of names among what the teacher says
    teacher_layers: float = 0.0  # weight of the likeness of the words' vectors between the layers
    teacher_floor: float = 0.05  # the least probability of a quote's beginning that the teacher explains

    @property
    def stretch(self) -> int:
        """Words that are looked at for an anchor's roles."""
        return self.words_before + self.words_after


def read_settings(name: str) -> Settings:
    """The settings of that name among the project's own, or of a TOML file.

    Raises ValueError, which names the setting, and OSError where there is no such file.
    """
    own = resources.files("tracker.training") / "settings" / f"{name}.toml"
    text = own.read_text(encoding="utf-8") if own.is_file() else Path(name).read_text(encoding="utf-8")
    settings = settings_of(tomllib.loads(text))
    corpora = listed()
    for setting, known in (
        ("languages", languages()),
        ("times", corpora.statements),
        ("shares", corpora.statements),
        ("texts", corpora.names),
    ):
        if unknown := getattr(settings, setting).keys() - set(known):
            raise ValueError(f"the setting `{setting}` has {', '.join(sorted(unknown))}, not one of {', '.join(known)}")
    return settings


def settings_of(values: dict[str, Any]) -> Settings:
    """The settings that have these values, as TOML and JSON know them. Raises ValueError, which names the setting."""
    unknown = values.keys() - {field.name for field in fields(Settings)}
    if unknown:
        raise ValueError(f"there is no setting {', '.join(sorted(unknown))}")
    if not values.get("layers"):
        raise ValueError("the setting `layers` is missing: the base's layers to begin with, such as [0, 11]")
    types = get_type_hints(Settings)
    return Settings(**{name: _of_its_type(name, value, types[name]) for name, value in values.items()})


def settings_still_there(values: dict[str, Any]) -> Settings:
    """The same of a checkpoint of an earlier version, without settings that there are no more."""
    names = {field.name for field in fields(Settings)}
    return settings_of({name: value for name, value in values.items() if name in names})


def _of_its_type(name: str, value: Any, wanted: Any) -> Any:
    """The value, a list as a tuple. Raises ValueError where it isn't of the setting's type."""
    number = next((each for each in (wanted, *get_args(wanted)) if each in (int, float)), int)
    kind = "whole number" if number is int else "number"
    numbers: Any = [value]
    if get_origin(wanted) is tuple:
        expected, fits, numbers = f"a list of {kind}s", isinstance(value, list | tuple), value
    elif get_origin(wanted) is Mapping:
        expected, fits = f"a table of {kind}s", isinstance(value, dict)
        numbers = value.values() if fits else ()
    else:
        expected, fits = f"a {kind}", True
    fitting = (int,) if number is int else (int, float)
    if not fits or not all(type(each) in fitting for each in numbers):
        raise ValueError(f"the setting `{name}` is {value!r}, not {expected}")
    return tuple(value) if get_origin(wanted) is tuple else value


def values_of(settings: Settings) -> dict[str, Any]:
    """The settings as plain values, for a checkpoint."""
    return asdict(settings)
