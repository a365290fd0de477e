"""A router that says at OPTIONS every method of a path.

Litestar makes the handler of OPTIONS with the first handler of a path and keeps it, so a method
that is registered later would be missing from `Allow`.
"""

from litestar import Router
from litestar.handlers import HTTPRouteHandler
from litestar.routes import BaseRoute, HTTPRoute
from litestar.types import ControllerRouterHandler


class Paths(Router):
    """Registers handlers, of which many may share a path."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        """Register a handler, and let its path tell all of its methods."""
        changed = {route.path for route in super().register(value)}
        for place, route in enumerate(self.routes):
            if route.path in changed and isinstance(route, HTTPRoute):
                self.routes[place] = _told(route)
        return [route for route in self.routes if route.path in changed]


def _told(route: HTTPRoute) -> HTTPRoute:
    own: list[HTTPRouteHandler] = [
        each for each in route.route_handlers if each.http_methods != {"OPTIONS"}
    ]
    return HTTPRoute(path=route.path, route_handlers=own)
