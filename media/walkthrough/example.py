def minutes(duration: str) -> int:
    """The minutes of "1h 30m", where either part may be missing.

    >>> minutes("1h 30m")
    90
    >>> minutes("45m")
    45
    >>> minutes("2h")
    120
    """
