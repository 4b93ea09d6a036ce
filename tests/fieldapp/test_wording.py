"""Everything the core can say has words for people."""

from typing import get_args

import pytest

from fieldapp.wording import (
    done_text,
    history_text,
    place_text,
    refusal_text,
    status_text,
    store_text,
    why_text,
)
from sync.commands import AnyBody
from sync.orders import Status
from sync.photo_refused import SENTENCES as PHOTO_SENTENCES
from sync.photo_refused import FrameDamaged, PhotoRefused
from sync.states import Place
from sync.store import StoreProblem
from sync.verdicts import Why

KINDS = [body.__struct_config__.tag for body in get_args(AnyBody)]


@pytest.mark.parametrize("kind", KINDS)
def test_each_command_has_words(kind: str) -> None:
    assert done_text(kind) != done_text("unheard of")
    assert history_text(kind) != history_text("unheard of")


def test_a_command_of_a_later_version_has_some_words_too() -> None:
    assert history_text("log_smell") == "Changed the job"


def test_the_four_places_are_said_as_everywhere() -> None:
    said = ["On this laptop", "Sending", "In the CRM", "Needs a decision"]
    assert [place_text(place) for place in Place] == said


def test_each_status_and_reason_has_words() -> None:
    assert all(status_text(status) for status in Status)
    assert all(why_text(why).endswith(".") for why in Why)


@pytest.mark.parametrize("code", sorted(PHOTO_SENTENCES))
def test_each_refusal_is_the_sentence_of_its_code(code: str) -> None:
    values = {"size": "80 MB", "limit": "60 MB", "kind": "GIF"}
    damaged = code in ("PHOTO-DAMAGED", "PHOTO-MISSING")
    error = FrameDamaged(code) if damaged else PhotoRefused(code, **values)
    assert refusal_text(error) == f"{error.sentence} ({code})"


def test_a_kind_that_is_a_word_is_said_as_one() -> None:
    assert "(its kind: a video)" in refusal_text(PhotoRefused("PHOTO-TYPE", kind="video"))


@pytest.mark.parametrize("code", ["STORE-DISK-FULL", "STORE-UNDO-LATE", "STORE-BUSY", "STORE-NO-ORDER"])
def test_each_store_problem_is_the_sentence_of_its_code(code: str) -> None:
    problem = StoreProblem(code)
    assert store_text(problem) == f"{problem.sentence} ({code})"
