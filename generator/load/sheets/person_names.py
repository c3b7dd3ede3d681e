"""The name in a row of people: whether it is one person's, and the title that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.findings import Finding, error, notice
from generator.load.nodes import MappingNode, ScalarNode
from generator.model.parsing.normalisation import normal
from generator.model.record import is_text
from generator.names.titles import is_post, split_title

_HAN = "\u3400-\u9fff"
# The hundred commonest surnames: a word that begins otherwise may be part of one name.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎"
)
_COUNT = re.compile(
    r"\d+\s*[多余几来]?\s*[人名位]|(?<=[^\d\W]{3})若干|^(?:全体|所有)|等\s*[\d一二两三四五六七八九十几多]*\s*[人名位]?$|[(（][^)）]*[人名位][)）]$"
    rf"|一行|夫妇|夫妻|伉俪|一家|全家|父子|父女|母子|母女|(?<=[{_HAN}])\s*[+x×*]\s*\d+$"
    r"|(?:及|携|和|与)(?:其|夫人|家属|家人|爱人|妻子|子女|随行|随员|秘书|司机|驾驶员|助理|助手|翻译|同事|工作人员|陪同)"
)
_SEPARATOR = re.compile(
    rf"[、;\n]|(?<=[{_HAN})])\s*[,/+&]\s*(?=[{_HAN}])|\s(?:and|&)\s(?!Co\b|Sons\b)"
)
_NAME_SEPARATOR = re.compile(rf"\s+(?=[{_HAN}])|(?<=[{_HAN}]{{2}})[和与及跟](?=[{_HAN}]{{2}})")
# A telephone number after a name would appear on the card.
_NUMBER = re.compile(r"\d{7,}")
_FEWEST = 2
"""Characters of a whole Chinese name: 张⏎伟 is one that was broken."""


def names_in_row(name: str) -> list[str]:
    """The names in a cell that should be one person's name.

    There are several where it names several people, or a name and an empty text where it only
    counts them.
    """
    plain = normal(name)
    parts = [part.strip() for part in _SEPARATOR.split(plain) if part.strip()]
    if len(parts) > 1 and all(len(part) >= _FEWEST for part in parts):
        return parts
    apart = _NAME_SEPARATOR.split(plain)
    if len(apart) > 1 and all(_is_name(part) for part in apart):
        return apart
    if len(plain) > _FEWEST and (match := _COUNT.search(plain)):
        return [plain[: match.start()].strip("(（ "), ""]
    return [plain]


def rows_of_one_person(
    nodes: Iterable[MappingNode], *, with_companions: bool
) -> tuple[list[MappingNode], list[Finding], list[str]]:
    """The rows of one person each, findings, and the names in the rows that are left out.

    A title that follows a name becomes the post. `with_companions` is whether the list has a
    column for the number of people who come with somebody.
    """
    kept: list[MappingNode] = []
    findings: list[Finding] = []
    left_out: list[str] = []
    for node in nodes:
        name = node.get("name")
        if not isinstance(name, ScalarNode) or name.text is None:
            kept.append(node)
            continue
        names = names_in_row(name.text)
        if len(names) > 1:
            shown = " ".join(name.text.split())
            code = "person.several" if with_companions else "person.several_staff"
            findings.append(error(code, name.place, found=shown))
            left_out += [name.text, *filter(None, names)]
            continue
        if _NUMBER.search(normal(name.text)) and is_text(name.text):
            findings.append(error("person.no_name", name.place, found=name.text.strip()))
            left_out.append(name.text)
            continue
        row, problem = _without_title(node, name)
        kept.append(row)
        findings += problem
    return kept, findings, left_out


def _without_title(node: MappingNode, name: ScalarNode) -> tuple[MappingNode, list[Finding]]:
    written = (name.text or "").strip()
    alone, title = split_title(written)
    if not title:
        return node, []
    row = node.replaced("name", ScalarNode(alone, name.place))
    values = {"found": written, "name": alone, "title": title}
    if node.text("post") is not None or not is_post(title):
        return row, [notice("person.title_unused", name.place, **values)]
    entry = (ScalarNode("post", name.place), ScalarNode(title, name.place))
    others = tuple((key, value) for key, value in row.entries if key.text != "post")
    return MappingNode((*others, entry), node.place), [notice("person.title", name.place, **values)]


def _is_name(text: str) -> bool:
    return bool(re.fullmatch(rf"[{_HAN}]{{2,4}}", text)) and text[0] in _SURNAMES
