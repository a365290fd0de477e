"""Keys for tests: made as the command makes them, in any office."""

from secrets import token_bytes

from application.keys import FreshKey, fresh_key, issue
from application.keys import revoke as revoking
from application.office import Office, request
from domain.access import Role
from domain.key import IssueKey
from domain.occurred import Occurred

FOREVER = Occurred("2099-12-31")


def give(office: Office, role: Role, *jurisdiction: str, expires: Occurred = FOREVER) -> FreshKey:
    """Make a key and give it out."""
    key = fresh_key(token_bytes)
    command = IssueKey(office.now(), role, jurisdiction, "测试", expires, key.digest)
    office.log.perform(issue(key, command), request("tester", None))
    return key


def revoke(office: Office, key: FreshKey) -> None:
    """Take a key back."""
    office.log.perform(revoking(key.id, office.now(), "测试"), request("tester", None))


def shown(key: FreshKey | str) -> dict[str, str]:
    """The header that shows a key."""
    return {"Authorization": f"Bearer {key if isinstance(key, str) else key.text}"}
