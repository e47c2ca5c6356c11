from workstation.commands.opening import OpenRequest


def test_a_request_for_nothing_opens_an_empty_window() -> None:
    """Of the default layout and size."""
    assert OpenRequest() == OpenRequest((), None, None, None)
