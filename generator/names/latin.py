"""Chinese names in Latin letters: 李四 is Li Si, 帕提古丽·买买提 Patiguli Maimaiti.

pypinyin has the reading of each character. What it cannot know is here: which characters are the
surname, and the readings that a character has in names alone (曾 Zeng, 单 Shan). As in GB/T 28039,
the surname comes first and an apostrophe divides syllables that could be misread (Ming'an).
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from types import ModuleType

from generator.model.parsing.normalisation import NAME_DOTS

_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
_ONE_HAN = re.compile(f"[{_HAN}]")
_HAN_RUN = re.compile(f"[{_HAN}]+")
_DOTS = re.compile(f"[·{re.escape(NAME_DOTS)}]")

_SURNAMES = {
    "曾": "zeng", "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao",
    "任": "ren", "缪": "miao", "覃": "qin", "翟": "zhai", "召": "shao", "郇": "xun", "祭": "zhai",
    "句": "gou", "种": "chong", "折": "she", "繁": "po", "隗": "wei", "洗": "xian", "员": "yun",
    "乐": "yue", "秘": "bi", "莘": "shen", "谌": "chen", "佴": "nai", "乜": "nie", "车": "che",
    "都": "du", "长": "chang", "藏": "zang", "角": "jue", "粘": "nian", "盛": "sheng", "尉": "wei",
    "哈": "ha", "那": "na", "纪": "ji", "石": "shi", "宿": "su", "薄": "bo", "撒": "sa",
    "柏": "bai",
}  # fmt: skip
"""Readings of surnames that are not the usual ones of their characters, or are in doubt."""

_COMPOUND_SURNAMES = {
    "尉迟": "yu chi", "万俟": "mo qi", "单于": "chan yu", "长孙": "zhang sun", "澹台": "tan tai",
    "乐正": "yue zheng", "令狐": "ling hu", "宰父": "zai fu", "鲜于": "xian yu", "亓官": "qi guan",
    "欧阳": "ou yang", "上官": "shang guan", "司马": "si ma", "诸葛": "zhu ge", "司徒": "si tu",
    "东方": "dong fang", "夏侯": "xia hou", "皇甫": "huang fu", "公孙": "gong sun",
    "慕容": "mu rong", "端木": "duan mu", "司空": "si kong", "呼延": "hu yan", "钟离": "zhong li",
    "宇文": "yu wen", "轩辕": "xuan yuan", "百里": "bai li", "东郭": "dong guo", "南宫": "nan gong",
    "西门": "xi men", "独孤": "du gu", "赫连": "he lian", "太史": "tai shi", "申屠": "shen tu",
    "淳于": "chun yu", "濮阳": "pu yang", "闾丘": "lü qiu", "公冶": "gong ye", "宗政": "zong zheng",
    "拓跋": "tuo ba", "闻人": "wen ren", "公羊": "gong yang", "梁丘": "liang qiu",
    "南门": "nan men",
}  # fmt: skip

_READINGS = {
    "长": "chang", "行": "xing", "都": "du", "什": "shi", "厦": "xia", "曾": "zeng", "晟": "sheng",
    "员": "yuan", "更": "geng", "传": "chuan", "仇": "chou", "歙": "she", "勒": "le", "哈": "ha",
}  # fmt: skip
"""The readings of characters in given names and places, where pypinyin prefers another."""

_WORDS = {
    "朝晖": "zhao hui", "朝辉": "zhao hui", "朝霞": "zhao xia", "朝旭": "zhao xu",
    "朝露": "zhao lu", "朝曦": "zhao xi", "重庆": "chong qing", "重阳": "chong yang",
    "银行": "yin hang", "行长": "hang zhang", "分行": "fen hang", "支行": "zhi hang",
    "商行": "shang hang", "会计": "kuai ji", "调度": "diao du", "调解": "tiao jie",
    "调理": "tiao li", "音乐": "yin yue", "大厦": "da sha", "西藏": "xi zang", "藏族": "zang zu",
    "六安": "lu an", "蚌埠": "beng bu", "番禺": "pan yu", "台州": "tai zhou",
    "丽水": "li shui", "铅山": "yan shan", "大夫": "dai fu", "单县": "shan xian",
    "解州": "hai zhou", "东阿": "dong e", "长子": "zhang zi", "成长": "cheng zhang",
    "乐亭": "lao ting", "浚县": "xun xian", "尉犁": "yu li", "华山": "hua shan",
}  # fmt: skip
"""Words, and places, in which a character has another reading."""

_HEAD = re.compile(
    r"(?<=[局部处科股县市省镇乡区州村厅司院校所站队组团会社台馆厂店园])长(?![江沙春安途])"
)
"""长 behind a body is its head: 局长."""

_USUAL_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_ENDS_OF_GROUPS = frozenset("组团队班车员部处科室局委办会")

_NOT_SURNAMES = frozenset("阿扎次格尼吐帕热迪努依亚拉旺普巴玛")
"""Characters that begin names of several syllables without a surname: 阿迪力, 扎西."""

_TIBETAN = re.compile(
    "卓玛|央金|扎西|多吉|丹增|洛桑|次仁|白玛|德吉|拉姆|平措|旺堆|曲珍|格桑|达娃|尼玛|米玛|普布|边巴|索朗"
    "|仁青|桑珠|顿珠|群培|强巴|央宗|卓嘎|曲扎"
)
"""Words of Tibetan names, which have no surname: 扎西多吉 is Zhaxi Duoji."""


def has_chinese(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return _ONE_HAN.search(text) is not None


@lru_cache(maxsize=1 << 14)
def latin_name(name: str) -> str:
    """A person's name in Latin letters; as it is without Chinese, or with an unknown character."""
    if not has_chinese(name):
        return name
    latin = " ".join(map(_word, _words(name)))
    return name if has_chinese(latin) else latin


@lru_cache(maxsize=1 << 14)
def name_reading(name: str) -> str:
    """A person's name in lower-case syllables, for a search by them or their initials: `li na`.

    Empty without Chinese, and where a character has no known reading. `ü` is typed as `v`.
    """
    if not has_chinese(name):
        return ""
    reading = " ".join(syllable for word in _words(name) for syllable in word)
    return "" if has_chinese(reading) else reading.replace("ü", "v")


@lru_cache(maxsize=1 << 14)
def latin_text(text: str) -> str:
    """A place or another short text in Latin letters: 石塘 is Shitang.

    The syllables of more than four characters are words. As it is without Chinese, or with a
    character that has no known reading.
    """
    text = _DOTS.sub(" ", text) if _HAN_RUN.search(text) else text
    latin = _HAN_RUN.sub(lambda run: f" {_text_words(run[0])} ", text)
    latin = re.sub(r"\s+", " ", latin).strip()
    latin = re.sub(r"\s*（\s*", " (", latin)
    latin = re.sub(r"\s*）", ")", latin)
    latin = re.sub(r"\s*[、，]\s*", ", ", latin)
    return text if has_chinese(latin) else latin


def is_name_of_person(text: str) -> bool:
    """Whether a text looks like a person's name, and not like that of a group."""
    return (
        text[:1] in _USUAL_SURNAMES
        and len(text) in (2, 3)
        and text[-1] not in _ENDS_OF_GROUPS
        and _HAN_RUN.fullmatch(text) is not None
    )


def _words(name: str) -> list[list[str]]:
    """The words of a name, each as its syllables; a dot divides words."""
    parts = [part for part in _DOTS.split(name.replace(" ", "")) if part]
    return _one_name(parts[0]) if len(parts) == 1 else [_syllables(part) for part in parts]


def _one_name(name: str) -> list[list[str]]:
    """The words of a name without dots."""
    words = _TIBETAN.findall(name)
    if words and "".join(words) == name:
        return [_syllables(word) for word in words]
    if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES:
        return [_COMPOUND_SURNAMES[name[:2]].split(), _syllables(name[2:])]
    if len(name) > 3 or name[0] in _NOT_SURNAMES or len(name) == 1:
        return [_syllables(name)]
    surname = _SURNAMES.get(name[0]) or _syllables(name[0])[0]
    return [[surname], _syllables(name[1:])]


def _text_words(run: str) -> str:
    syllables = _syllables(run)
    return _word(syllables) if len(run) <= 4 else " ".join(syllables).capitalize()


def _word(syllables: Sequence[str]) -> str:
    """Syllables as one word: an apostrophe where the next begins with a vowel."""
    first, *others = syllables
    return (first + "".join(f"'{s}" if s[0] in "aeo" else s for s in others)).capitalize()


def _syllables(text: str) -> list[str]:
    """The reading of each character; a character without one is itself."""
    marked = _HEAD.sub("掌", text)  # a character that is always zhǎng
    readings: list[str] = []
    at = 0
    while at < len(marked):
        if word := _WORDS.get(marked[at : at + 2]):
            readings += word.split()
            at += 2
        else:
            readings.append(_READINGS.get(marked[at]) or _reading(marked[at]))
            at += 1
    return readings


@cache
def _reading(character: str) -> str:
    readings = _pypinyin().lazy_pinyin(character, v_to_u=True)
    return str(readings[0]) if readings else character


@cache
def _pypinyin() -> ModuleType:
    """Import pypinyin with its characters alone: its phrases triple the time, to 0.15 s.

    It reads the environment once, when it is imported.
    """
    before = os.environ.get("PYPINYIN_NO_PHRASES")
    os.environ["PYPINYIN_NO_PHRASES"] = "1"
    try:
        import pypinyin
    finally:
        if before is None:
            del os.environ["PYPINYIN_NO_PHRASES"]
        else:
            os.environ["PYPINYIN_NO_PHRASES"] = before
    return pypinyin
