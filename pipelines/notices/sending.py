"""Sending a notice to an address, by the library that knows mail, webhooks and many more.

What does not belong here: what is sent (wording), and group robots, which take more care (robots). No address
is printed or logged: it holds passwords.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from pipelines.notices.robots import ask, robot_of

Send = Callable[[str, str, str], bool]
"""Sends (address, subject, body); whether it went."""


def send(address: str, subject: str, body: str) -> bool:
    """Send a notice; whether the other side took it.

    Args:
        address: as apprise writes them: `mailtos://…`, `json://host:port/`, `wecombot://key`, `dingtalk://…`.
        subject: in one line.
        body: plain text.
    """
    import apprise

    # it would log addresses when they are wrong
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    to = apprise.Apprise(asset=apprise.AppriseAsset(app_id="Junheng", app_desc="均衡", app_url=""))
    if not to.add(address):
        return False
    if robot := robot_of(to[0]):
        return ask(robot, subject, body)
    return bool(to.notify(title=subject, body=body, body_format=apprise.NotifyFormat.TEXT))
