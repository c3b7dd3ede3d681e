"""Invented names: Han, minority with 「·」, and some with rare characters."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹"
)
MALE = "伟强磊军勇杰涛明超刚平辉鹏华亮建国峰宇浩然志远博文立新家栋承泽书航子谦"
FEMALE = "芳娜敏静丽艳娟霞秀兰玲燕红梅雪琳雨薇诗涵佳慧思宁文婷海棠若溪晓岚"
RARE = "𬭎㛃䶮"
FIRST_PARTS = (
    "阿依古丽",
    "买买提",
    "古丽娜尔",
    "艾力",
    "帕提古丽",
    "吐尔逊",
    "热依拉",
    "卓玛",
    "扎西",
    "央金",
)
LAST_PARTS = ("买买提", "吐尔逊", "阿不都", "艾合买提", "多吉", "次仁", "旺堆", "尼玛")


def names(random: Random) -> Iterator[tuple[str, str, str]]:
    """(name, sex, ethnicity), no name twice; about one in thirty belongs to a minority."""
    seen: set[str] = set()
    while True:
        name, sex, ethnicity = _name(random)
        if name not in seen:
            seen.add(name)
            yield name, sex, ethnicity


def _name(random: Random) -> tuple[str, str, str]:
    sex = "女" if random.random() < 0.4 else "男"
    chance = random.random()
    if chance < 0.03:
        ethnicity = "维吾尔族" if chance < 0.02 else "藏族"
        return f"{random.choice(FIRST_PARTS)}·{random.choice(LAST_PARTS)}", sex, ethnicity
    given = FEMALE if sex == "女" else MALE
    middle = random.choice(RARE) if chance > 0.98 else random.choice(given)
    return random.choice(SURNAMES) + middle + random.choice(given), sex, "汉族"
