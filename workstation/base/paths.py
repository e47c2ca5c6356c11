"""Where the program keeps its things on this system."""

from pathlib import Path

import platformdirs

_NAME = "workstation"


def resources() -> Path:
    """The folder of icons, presets and translations that ships with the program."""
    return Path(__file__).resolve().parents[2] / "resources"


def data_directory() -> Path:
    """The user's data: library, monitor profiles. Not created here."""
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def cache_directory() -> Path:
    """What can be made again at any time. Not created here."""
    return Path(platformdirs.user_cache_dir(_NAME, appauthor=False))


def settings_directory() -> Path:
    """The user's choices. Not created here."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False))


def log_directory() -> Path:
    """The program's log files. Not created here."""
    return Path(platformdirs.user_log_dir(_NAME, appauthor=False))
