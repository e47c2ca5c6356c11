"""Tests of what tests/conftest.py forbids and offers, each in a test run of its own."""

import pytest

pytest_plugins = ["pytester"]


def _run(pytester: pytest.Pytester, test: str) -> pytest.RunResult:
    """The result of a test run of this one test, under our conftest.py."""
    pytester.makepyfile(test)
    return pytester.runpytest_subprocess("-p", "tests.conftest")


def test_an_unexpected_log_warning_fails_the_test(pytester: pytest.Pytester) -> None:
    """Nobody reads the log of a test that passed."""
    result = _run(pytester, "import logging\ndef test_it(): logging.warning('odd')\n")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*logged, but not expected:*root: odd*"])


def test_a_log_warning_that_was_looked_at_is_expected(pytester: pytest.Pytester) -> None:
    """Clearing says that the test knows of it."""
    test = "import logging\ndef test_it(caplog): logging.warning('odd'); caplog.clear()\n"
    _run(pytester, test).assert_outcomes(passed=1)


def test_an_absent_folder_of_real_data_skips(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody can run the tests; some have more to run them on."""
    monkeypatch.setenv("WORKSTATION_TEST_DATA", "/nowhere")
    _run(pytester, "def test_it(shared_data): pass\n").assert_outcomes(skipped=1)
