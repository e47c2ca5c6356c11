"""Real World Value Mapping: what stored values mean, for numbers only (PS3.3 C.7.6.16.2.11).

They feed the probe and statistics, never the display chain (C.7.6.16.2.11.1.2).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RealWorldMapping:
    """One item of the Real World Value Mapping Sequence (0040,9096).

    first, last   stored values that it holds for, both included
    slope, intercept   value = stored * slope + intercept; without meaning where there is a table
    table         Real World Value LUT Data, one value for each from `first` on; may be empty
    unit          Measurement Units code value (UCUM), as shown
    label         LUT Label; may be empty
    explanation   LUT Explanation; may be empty
    """

    first: float
    last: float
    slope: float = 1.0
    intercept: float = 0.0
    table: tuple[float, ...] = ()
    unit: str = ""
    label: str = ""
    explanation: str = ""

    def value(self, stored: float) -> float | None:
        """The real-world value; None outside of what is mapped, where nothing is known."""
        if not self.first <= stored <= self.last:
            return None
        if not self.table:
            return stored * self.slope + self.intercept
        index = int(stored - self.first)
        known = index == stored - self.first and index < len(self.table)
        return self.table[index] if known else None
