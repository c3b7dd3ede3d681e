"""Invented names: Han names and those of minorities, some with rare characters."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹"
)
GIVEN = {
    "男": "伟强磊军勇杰涛明超刚平辉鹏华亮建国峰宇浩然志远博文立新家栋承泽书航子谦",
    "女": "芳娜敏静丽艳娟霞秀兰玲燕红梅雪琳雨薇诗涵佳慧思宁文婷海棠若溪晓岚",
}
RARE = "𬭎㛃䶮"
# Minorities with surnames of their own and Han given names.
SURNAMES_OF = {"回族": "马丁哈沙白海", "土家族": "覃向田彭冉", "苗族": "龙石麻吴廖"}
# A Uyghur name is the person's and, after the 「·」, the father's.
UYGHUR = {
    "男": ("艾力", "买买提", "吐尔逊", "阿迪力", "库尔班", "艾尼瓦尔", "亚森", "帕尔哈提"),
    "女": ("阿依古丽", "古丽娜尔", "帕提古丽", "热依拉", "阿依努尔", "米热班", "迪丽努尔"),
}
FATHERS = (*UYGHUR["男"], "阿不都", "艾合买提", "玉素甫", "依明", "卡德尔", "肉孜")
TIBETAN = {
    "男": ("扎西", "多吉", "旺堆", "丹增", "洛桑", "平措"),
    "女": ("卓玛", "央金", "拉姆", "白玛", "德吉", "曲珍"),
}
SHARES = (
    (0.02, "维吾尔族"),
    (0.04, "回族"),
    (0.06, "土家族"),
    (0.07, "苗族"),
    (0.08, "藏族"),
    (1.0, "汉族"),
)


def names(random: Random) -> Iterator[tuple[str, str, str]]:
    """Yield (name, sex, ethnicity), no name twice; about one in twelve is of a minority."""
    seen: set[str] = set()
    while True:
        name, sex, ethnicity = _name(random)
        if name not in seen:
            seen.add(name)
            yield name, sex, ethnicity


def _name(random: Random) -> tuple[str, str, str]:
    sex = "女" if random.random() < 0.4 else "男"
    chance = random.random()
    ethnicity = next(people for limit, people in SHARES if chance < limit)
    if ethnicity == "维吾尔族":
        return f"{random.choice(UYGHUR[sex])}·{random.choice(FATHERS)}", sex, ethnicity
    if ethnicity == "藏族":
        return "".join(random.sample(TIBETAN[sex], 2)), sex, ethnicity
    surname = random.choice(SURNAMES_OF.get(ethnicity, SURNAMES))
    middle = random.choice(RARE if chance > 0.98 else GIVEN[sex])
    return surname + middle + random.choice(GIVEN[sex]), sex, ethnicity
