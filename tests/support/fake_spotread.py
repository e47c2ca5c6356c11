"""A program that talks as spotread of ArgyllCMS does where it is not at a terminal."""

import stat
import sys
from collections.abc import Sequence
from pathlib import Path

_PROGRAM = """#!{python}
import sys, time
PROMPT = "\\nPlace instrument on spot to be measured,\\n" \\
    "'h' to toggle high res., 'k' to do a calibration\\n" \\
    "Hit ESC or Q to exit, any other key to take a reading: "
RETRY = "Hit Esc or Q to give up, any other key to retry: "

def say(text):
    sys.stdout.write(text)
    sys.stdout.flush()

prompt = PROMPT
for answer in {answers!r}:
    if answer == "hang":
        time.sleep(60)
    if answer == "ask":
        say("Spot read needs a calibration before continuing\\n" + RETRY)
        sys.stdin.readline()
        continue
    if answer == "none":
        say("Unknown, inappropriate or no instrument detected\\n")
        sys.exit(1)
    say(prompt)
    if not sys.stdin.readline():
        sys.exit(0)
    if answer == "gone":
        say("\\nSpot read failed due to communication problem.\\n" + RETRY)
        prompt = ""
    elif answer == "misread" or answer == "saturated":
        why = "Inconsistent readings" if answer == "misread" else "Sensor is saturated"
        say("\\nSpot read failed due to misread (" + why + ")\\n" + RETRY)
        prompt = ""
    else:
        say("\\n Result is XYZ: " + answer + ", Yxy: 1.0 0.31 0.33\\n")
        prompt = PROMPT
"""


def fake_spotread(folder: Path, answers: Sequence[str]) -> str:
    """Path of a program that gives these answers, one after the other, and then ends.

    answers   "X Y Z", or what goes wrong: misread, saturated, gone, ask, none, hang
    """
    path = folder / "spotread"
    path.write_text(_PROGRAM.format(python=sys.executable, answers=list(answers)))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)
