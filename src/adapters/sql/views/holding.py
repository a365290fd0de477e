"""What held from a viewpoint, as a condition in SQL."""


def holds(table: str = "", as_of: str = ":as_of") -> str:
    """The condition that a row held as of `:as_of` for all that was known at `:known_at`.

    `as_of` may be a column instead: then each row is asked about at a time of its own.
    """
    at = f"{table}." if table else ""
    return (
        f"{at}occurred_from <= {as_of} AND {at}occurred_to > {as_of}"
        f" AND {at}recorded_from <= :known_at AND {at}recorded_to > :known_at"
    )
