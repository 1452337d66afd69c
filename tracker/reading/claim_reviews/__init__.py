"""Reviews of claims as fact-checkers publish them: schema.org ClaimReview in pages and feeds, and a search's answer."""

from tracker.reading.claim_reviews.review import ClaimReview, ReviewProblem
from tracker.reading.claim_reviews.sources import read_claim_reviews

__all__ = ["ClaimReview", "ReviewProblem", "read_claim_reviews"]
