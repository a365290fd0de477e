"""What a caller may not do is answered here: 403 for what he sees, 404 for what he does not."""

from adapters.web.problem import FORBIDDEN, NOT_FOUND
from adapters.web.refusing import Unanswerable
from domain.access import Action, Caller, Resource, Verdict, may


class NotPermitted(Unanswerable):
    """A request that its caller may not make; who asked for what is kept for the record."""

    def __init__(self, caller: Caller, action: Action, verdict: Verdict, **facts: str) -> None:
        """Tell a caller no more than he may know."""
        foreign = verdict is Verdict.FOREIGN
        super().__init__(NOT_FOUND if foreign else FORBIDDEN, facts=facts)
        self.caller = caller
        self.action = action
        self.verdict = verdict


def permit(caller: Caller, action: Action, resource: Resource, **facts: str) -> None:
    """Let a permitted request pass; raises `NotPermitted`, whose facts name the thing."""
    verdict = may(caller, action, resource)
    if verdict is not Verdict.ALLOWED:
        raise NotPermitted(caller, action, verdict, **facts)
