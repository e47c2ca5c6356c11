import pytest

from workstation.base.errors import WorkstationError


class _UnreadableError(WorkstationError):
    message_id = "test.unreadable"
    sentence = "The file {name} cannot be read."
    advice = "Clean {name} and try again."


def test_a_sentence_is_made_of_facts() -> None:
    """Facts in, sentence out."""
    assert _UnreadableError(name="IM1").summary == "The file IM1 cannot be read."


def test_the_remedy_names_the_thing_too() -> None:
    """What can be done, and to what."""
    assert _UnreadableError(name="IM1").remedy == "Clean IM1 and try again."


def test_as_text_it_is_both() -> None:
    """What standard error shows."""
    assert str(_UnreadableError(name="IM1")).endswith("read. Clean IM1 and try again.")


def test_a_missing_fact_shows_its_name_instead_of_failing() -> None:
    """An error about an error helps nobody."""
    assert _UnreadableError().summary == "The file {name} cannot be read."


def test_facts_are_text_and_no_templates() -> None:
    """A file name with braces is a file name."""
    assert _UnreadableError(name="{name!r}").summary == "The file {name!r} cannot be read."


def test_without_advice_there_is_no_remedy() -> None:
    """And no space at the end."""
    with pytest.raises(WorkstationError) as caught:
        raise WorkstationError(detail="Nothing.")
    assert (caught.value.remedy, str(caught.value)) == ("", "Nothing.")
