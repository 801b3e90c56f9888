"""Finding time on a busy day."""

DAY_START = "09:00"
DAY_END = "17:00"


def free_slots(busy: list[str], minutes: int) -> list[str]:
    """Return the gaps of at least `minutes` between DAY_START and DAY_END.

    Busy times look like "09:30-10:15", come in any order and may overlap. Parts outside the day
    do not count. Slots are returned in order, in the same form.

    >>> free_slots(["09:30-10:15", "10:00-12:00"], 30)
    ['09:00-09:30', '12:00-17:00']
    >>> free_slots(["08:00-09:10", "16:50-18:00"], 15)
    ['09:10-16:50']
    >>> free_slots(["09:00-17:00"], 1)
    []
    """
    # TODO
