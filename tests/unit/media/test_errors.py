"""What the user reads about a medium."""

from string import Formatter

import pytest

from workstation.media import errors

KINDS = errors.MediaError.__subclasses__()


@pytest.mark.parametrize("kind", KINDS)
def test_every_sentence_names_what_it_is_about(kind: type[errors.MediaError]) -> None:
    facts = {name for _text, name, _spec, _conversion in Formatter().parse(kind.sentence) if name}
    assert "name" in facts


def test_no_two_messages_have_one_id() -> None:
    assert len({kind.message_id for kind in KINDS}) == len(KINDS)
