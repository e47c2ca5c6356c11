"""Start: `python -m workstation`, and the `workstation` command."""

import sys


def main() -> None:
    """Run what the command line says, and end with its exit status."""
    from workstation.app import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
