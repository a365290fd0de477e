"""`python -m tests.bench.million.follow_log URL`: every view is folded up to the head."""

import sys

from adapters.wiring import open_office


def main(url: str) -> None:
    """Catch up, and print the place of each view."""
    with open_office(url) as office:
        office.catch_up()
        for following in office.followers.status():
            print(following.follower, following.position, following.lag)


if __name__ == "__main__":
    main(*sys.argv[1:])
