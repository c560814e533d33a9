"""How a proof says that something does not hold."""


class Failure(Exception):
    """What was seen in place of what must be."""


def require(holds: bool, otherwise: str):
    if not holds:
        raise Failure(otherwise)
