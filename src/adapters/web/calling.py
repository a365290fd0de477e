"""Who calls: as long as there are no keys, whoever sits at this machine, and that is the office."""

from litestar.di import Provide

from domain.access import Caller, Role

AT_THIS_MACHINE = Caller("本机", Role.DISTRICT)


def caller() -> Caller:
    """Tell who calls."""
    return AT_THIS_MACHINE


CALLING = {"caller": Provide(caller, sync_to_thread=False)}
