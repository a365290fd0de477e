"""What held from a viewpoint, as a condition in SQL."""


def holds(table: str = "") -> str:
    """The condition that a row held as of `:as_of` for all that was known at `:known_at`."""
    at = f"{table}." if table else ""
    return (
        f"{at}occurred_from <= :as_of AND {at}occurred_to > :as_of"
        f" AND {at}recorded_from <= :known_at AND {at}recorded_to > :known_at"
    )
