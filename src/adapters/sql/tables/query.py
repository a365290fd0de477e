"""How the rows of a table are asked for: an expression for each column, and where from."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.sql.views.holding import holds
from application.tables.declared import Table

Expression = str | Mapping[str, str]
"""SQL for every engine, or by engine where they do not speak alike."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a declared table is made of. Masses are grams here.

    `whose` is the enterprise a row belongs to, `thing` the object whose own relations show it.
    """

    table: Table
    columns: Mapping[str, Expression]
    source: str
    whose: str
    thing: str | None = None

    @property
    def key(self) -> str:
        """The first column, by which rows are ordered."""
        return self.expression(self.table.columns[0].name, "")

    def expression(self, column: str, dialect: str) -> str:
        """Tell a column to an engine."""
        told = self.columns[column]
        return told if isinstance(told, str) else told[dialect]

    def expressions(self, dialect: str) -> list[str]:
        """Tell all columns, in the order declared."""
        return [self.expression(column.name, dialect) for column in self.table.columns]


def named(codes: Mapping[str, str], column: str) -> str:
    """The 中文 for a code that the views hold."""
    cases = " ".join(f"WHEN '{code}' THEN '{zh}'" for code, zh in codes.items())
    return f"CASE {column} {cases} END"


def summed(step: str, of: str = "card.object") -> str:
    """What the steps of a kind weigh together; NULL where there are none."""
    return (
        "(SELECT CAST(sum(step.mass_g) AS bigint) FROM register_step step"
        f" WHERE step.object = {of} AND step.step = '{step}' AND {holds('step')})"
    )


def latest(column: str, step: str, of: str = "card.object") -> str:
    """What the last step of a kind says."""
    return (
        f"(SELECT step.{column} FROM register_step step"
        f" WHERE step.object = {of} AND step.step = '{step}' AND {holds('step')}"
        " ORDER BY step.position DESC, step.line DESC LIMIT 1)"
    )


def happened(step: str) -> str:
    """Whether there is a step of a kind.

    For EXISTS, PostgreSQL would first gather all steps there are.
    """
    return f"{latest('step', step)} IS NOT NULL"


FIRM = "LEFT JOIN register_enterprise firm ON firm.enterprise = {0} AND " + holds("firm")
"""The enterprise of a row, for its name."""

WASTE: Mapping[str, Expression] = {
    "waste_name": "'废活性炭'",
    "waste_category": "'HW49'",
    "waste_code": "'900-039-49'",
}
