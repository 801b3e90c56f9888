"""Shared expenses of a group of friends."""


def settle_up(ledger: str) -> list[tuple[str, str, int]]:
    """Work out who pays whom so that everybody has paid their share.

    Each line of the ledger reads `NAME paid AMOUNT for NAME, NAME, ...`. Amounts have two decimals
    and count in cents from there on. Blank lines and lines that start with `#` are skipped. An
    amount is shared equally by those it was paid for; cents that cannot be shared equally are borne
    one each by the first of them in alphabetical order.

    The result lists payments `(debtor, creditor, cents)`. At each step the person who owes most
    pays the person who is owed most, as much as possible; ties go to the name that is first in the
    alphabet. A line that cannot be read raises ValueError.

    >>> settle_up("Ann paid 30.00 for Ann, Bob, Cid")
    [('Bob', 'Ann', 1000), ('Cid', 'Ann', 1000)]
    >>> settle_up("Bob paid 0.10 for Ann, Bob, Cid")
    [('Ann', 'Bob', 4), ('Cid', 'Bob', 3)]
    >>> settle_up("")
    []
    """
    raise NotImplementedError
