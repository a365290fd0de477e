"""One caller before the views, beside somebody who sees everything from the same viewpoint."""

from dataclasses import dataclass, replace
from functools import cached_property

from application.viewpoint import Viewpoint
from domain.access import Caller, scope_of
from tests.relations import Relations
from tests.view_desk import ViewDesk

ALL = 10_000
"""More than there is of anything in a small district."""


@dataclass(frozen=True)
class Onlooker:
    """A caller at a desk. `whole` is the viewpoint that sees everything."""

    desk: ViewDesk
    caller: Caller
    whole: Viewpoint

    @cached_property
    def at(self) -> Viewpoint:
        """The same viewpoint, with what the caller's scope covers."""
        return replace(self.whole, scope=scope_of(self.caller))

    @cached_property
    def relations(self) -> Relations:
        """What the facts say from there of who has to do with what."""
        return Relations(self.desk.log, self.whole)

    def sees(self, thing: str) -> bool:
        """Whether the policy lets the caller read a thing, named as its stream is."""
        return self.relations.seen(self.caller, thing)
