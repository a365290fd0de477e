"""Which containers of earlier records name a manifest."""

from collections.abc import Sequence
from typing import Protocol

from domain.identifiers import ContainerId, ManifestNumber


class AnnouncedContainers(Protocol):
    """What the custody trail knows of containers before they leave."""

    def containers_announced(self, number: ManifestNumber) -> Sequence[ContainerId]:
        """Give the containers that were filled with this manifest's number beside them."""
        ...
