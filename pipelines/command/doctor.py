"""The command `junheng doctor`: what this machine and home lack.

What does not belong here: looking (doctor).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

from pipelines.command import printing
from pipelines.command.options import Home, Json, Raw, read_settings
from pipelines.command.printing import say

FAULTS = 2
LEVEL = {"fault": "不行", "note": "注意", "fine": "正常"}


def doctor(raw: Raw = None, home: Home = None, as_json: Json = False) -> int:
    """这台机器和仓库缺什么：系统、磁盘、密钥、权限、入库文件、现行版本、时钟、通知。What is wrong here.

    什么也不改。退出码 exit codes: 0 没有不行的 · 2 有不行的
    """
    from pipelines.doctor.files import look_at_files
    from pipelines.doctor.home import look_at_home
    from pipelines.doctor.machine import look_at_machine

    settings = read_settings(raw=raw, home=home)
    found = [*look_at_machine(settings), *look_at_files(settings), *look_at_home(settings)]
    counted = Counter(one.level for one in found)
    if as_json:
        printing.print_json([asdict(one) for one in found])
    else:
        for level, word in LEVEL.items():
            for one in found:
                if one.level == level:
                    print(f"【{word}】{one.name}：{one.found}{'。' + one.todo if one.todo else ''}")
        say(
            f"看了 {len(found)} 项：不行 {counted['fault']}，注意 {counted['note']}，正常 {counted['fine']}。"
        )
    return FAULTS if counted["fault"] else 0
