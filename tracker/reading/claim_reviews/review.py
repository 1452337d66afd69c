"""What a review of a claim says, whatever it was read from; and what is wrong with one that can't be used."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """A fact-checker's review of one claim, https://schema.org/ClaimReview.

    `claimants` are those who made the claim, `appearances` the addresses of pages where it was made. `rating` is the
    rating as printed ("Pants on Fire"); `value` is its number from `worst` to `best`, None where that is missing or off
    its scale. `licence` is that of the markup (`sdLicense`). Addresses are those of web pages. `place` is where it
    stands ("feed.json, item 3"), and `remarks` are lines on what of it was left out.
    """

    claim: str
    rating: str
    place: str
    claimants: tuple[str, ...] = ()
    claimed_on: date | None = None
    appearances: tuple[str, ...] = ()
    reviewer: str | None = None
    site: str | None = None
    url: str | None = None
    title: str | None = None
    reviewed_on: date | None = None
    language: str | None = None
    value: float | None = None
    best: float | None = None
    worst: float | None = None
    licence: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewProblem:
    """An item that can't be used, and why: one line."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"
