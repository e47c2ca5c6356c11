"""`workstation bench`: the benchmarks, each beside its peer."""

import json
import sys

import click

from workstation.base.text import _


@click.command("bench", help=_("Measure: all benchmarks, or those that are named."))
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option("--json", "as_json", is_flag=True, help=_("One JSON document on standard output."))
@click.option("--small", is_flag=True, help=_("Only show that each works; its figures say little."))
def command(names: tuple[str, ...], as_json: bool, small: bool) -> None:
    """Run them one after another, and show each as it is done."""
    from workstation.benchmarks.report import lines
    from workstation.benchmarks.setting import FULL, SMALL
    from workstation.benchmarks.table import BENCHMARKS, UnknownBenchmarkError, run

    for name in names:
        if name not in BENCHMARKS:
            unknown = UnknownBenchmarkError(name=name, known=", ".join(BENCHMARKS))
            raise click.UsageError(f"{unknown.summary} {unknown.remedy}")
    outcomes = []
    for outcome in run(names, SMALL if small else FULL):
        outcomes.append(outcome)
        for line in lines(outcome):
            click.echo(line, file=sys.stderr if as_json else sys.stdout)
    if as_json:
        click.echo(json.dumps([outcome.as_json() for outcome in outcomes], indent=2))
