"""The group robots of 企业微信 and 钉钉: what they take, and whether they took it.

They answer 200 also where they refuse, and say so in `errcode` alone; and a text longer than they take is
refused as a whole. So they are asked here: in parts that each begin with the subject, which holds the keyword
of a robot that wants one. Certificates and proxies are those of the system. What does not belong here: how
their addresses are written, which apprise reads (sending).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

WECOM: Final = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"
DINGTALK: Final = "https://oapi.dingtalk.com/robot/send"
WECOM_BYTES: Final = 2048
DINGTALK_BYTES: Final = 16000
"""Of a text; the whole request may have 20,000."""
NUMBERED: Final = len("（99/99）".encode()) + 1
SECONDS: Final = 30
TAKEN: Final = 0


@dataclass(frozen=True)
class Robot:
    """A robot of a group.

    Attributes:
        url: where it is asked.
        asked: what stands in the address, a secret among it.
        most_bytes: of one text.
        secret: with which requests are signed; empty where they are not.
        mentioned: the numbers of those whom it is to call.
    """

    url: str
    asked: Mapping[str, str] = field(repr=False)
    most_bytes: int
    secret: str = field(default="", repr=False)
    mentioned: Sequence[str] = field(default=(), repr=False)


def robot_of(told: Any) -> Robot | None:
    """The robot that an address of apprise means; None where it means something else."""
    if told.secure_protocol == "wecombot":
        return Robot(WECOM, {"key": told.key}, WECOM_BYTES)
    if told.secure_protocol == "dingtalk":
        token = {"access_token": told.token}
        return Robot(DINGTALK, token, DINGTALK_BYTES, told.secret or "", tuple(told.targets))
    return None


def ask(robot: Robot, subject: str, body: str) -> bool:
    """Have a robot say a notice; whether it took every part of it."""
    return all(_ask(robot, text) for text in parts(subject, body, robot.most_bytes))


def parts(subject: str, body: str, most_bytes: int) -> list[str]:
    """A notice in texts that have so many bytes at most, broken between lines where that will do."""
    room = most_bytes - len(subject.encode()) - NUMBERED
    texts: list[str] = []
    for piece in _pieces(body, room):
        if texts and len(f"{texts[-1]}\n{piece}".encode()) <= room:
            texts[-1] += f"\n{piece}"
        else:
            texts.append(piece)
    if len(texts) == 1:
        return [f"{subject}\n{texts[0]}"]
    return [f"{subject}（{number}/{len(texts)}）\n{text}" for number, text in enumerate(texts, start=1)]


def _pieces(body: str, room: int) -> Iterator[str]:
    """The lines, the longest of them in pieces."""
    for line in body.split("\n"):
        rest = line.encode()
        while len(rest) > room:
            piece = rest[:room].decode(errors="ignore")
            yield piece
            rest = rest[len(piece.encode()) :]
        yield rest.decode()


def _ask(robot: Robot, text: str) -> bool:
    said: dict[str, Any] = {"msgtype": "text", "text": {"content": text}}
    if robot.mentioned:
        said["at"] = {"atMobiles": list(robot.mentioned), "isAtAll": False}
    request = urllib.request.Request(
        f"{robot.url}?{urlencode({**robot.asked, **_signature(robot.secret)})}",
        json.dumps(said, ensure_ascii=False).encode(),
        {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Junheng"},
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return bool(json.loads(answer.read())["errcode"] == TAKEN)
    except (OSError, ValueError, KeyError, TypeError):  # not reached, or what answers is no robot
        return False


def _signature(secret: str) -> dict[str, str]:
    """The time and the sign of it that 钉钉 asks for where a robot is secured by 加签."""
    if not secret:
        return {}
    moment = str(round(time.time() * 1000))
    sign = hmac.digest(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256)
    return {"timestamp": moment, "sign": base64.b64encode(sign).decode()}
