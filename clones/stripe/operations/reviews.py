"""Reviews of risky payments; https://docs.stripe.com/api/radar/reviews."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import find, listing
from ..payments import reviewing
from ..records.payments import Review
from ..refusals import Refusal


@operation("GetReviewsReview")
def get_review(call: Call, review: str) -> Review:
    """GET /v1/reviews/{review}"""
    return find(call, Review, review, "review")


@operation("PostReviewsReviewApprove")
def approve_review(call: Call, review: str) -> Review:
    """POST /v1/reviews/{review}/approve"""
    found = find(call, Review, review, "review")
    if not found.open:
        raise Refusal("This review has already been closed.", param="review")
    return reviewing.close(call, found, "approved")


@operation("GetReviews")
def list_reviews(call: Call, created: Any = None) -> Page:
    """GET /v1/reviews: those that are open."""
    return listing(call, Review, {"open": True}, created)
