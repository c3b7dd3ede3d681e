"""Titles and posts that follow a name or a unit: 张伟局长, 市文旅局局长."""

from __future__ import annotations

import re

from generator.model.parsing.normalisation import normal

_POSTS = (
    "书记|主任|局长|部长|处长|科长|股长|县长|市长|省长|镇长|乡长|区长|州长|村长|厅长|司长|院长|校长"
    "|所长|站长|队长|组长|团长|会长|理事长|秘书长|社长|台长|行长|馆长|馆员|厂长|店长|园长|董事长|董事"
    "|监事|总经理|经理|总监|总裁|主席|委员|常委|秘书|主管|教授|讲师|研究员|工程师|总工|会计师|会计|医生"
    "|医师|护士长|护士|律师|记者|主编|编辑|博士|硕士|领队|联络人|联络员|司机|驾驶员|翻译|随员|科员|干事"
    "|办事员|主任科员|调研员|巡视员|专员|专家|顾问|参赞|大使|领事|代表|党委委员|政委|参谋|干部|职员|"
    "工作人员|负责人|助理|班长|学生|教师|馆主任"
)
_HONOURS = "先生|女士|小姐|同志|老师|师傅|夫人|阁下"
_BEFORE_POST = (
    "党组|党委|党总支|党支部|党工委|机关|行政|人事|办公室|综合科|常务|第一|执行|名誉|副|总|正|原|前"
    "|高级|资深|首席|主任|助理|一级|二级|三级|四级|区域|部门|项目|市场|销售|技术|财务"
)
_POST = rf"(?:{_BEFORE_POST})*(?:{_POSTS})"
_SEVERAL_POSTS = re.compile(rf"{_POST}(?:(?:[、,/兼]|兼任)?{_POST})*")
_TITLE = rf"(?:{_POST}|{_HONOURS})"
_BEHIND = re.compile(rf"(?P<name>\S.*?\S)\s*(?:\s(?P<spaced>{_TITLE})|\((?P<bracketed>{_TITLE})\))")
_GLUED = re.compile(rf"(?P<name>[\u3400-\u9fff]{{2,3}}?)(?P<title>{_TITLE})")
_UNIT_END = re.compile(
    r"[局委办厅部处科股室院校园心司团府会行学站所队社厂店馆县市镇乡区村台组网报署馆班]$"
)
# 王总, 李副, 欧阳: not complete names.
_NO_NAME = re.compile(
    r".*[副总正原前]|欧阳|上官|司马|诸葛|司徒|东方|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木"
)


def split_title(name: str) -> tuple[str, str]:
    """The name and the title in `张伟 局长`, `张伟（局长）`, `张伟局长`; no title where none is."""
    plain = normal(name)
    if match := _BEHIND.fullmatch(plain):
        return match["name"], match["spaced"] or match["bracketed"]
    match = _GLUED.fullmatch(plain)
    if match and not _NO_NAME.fullmatch(match["name"]):
        return match["name"], match["title"]
    return name, ""


def is_post(title: str) -> bool:
    """Whether a title is a post, and not a way to address somebody."""
    return re.fullmatch(_HONOURS, title) is None


def split_unit_and_post(text: str) -> tuple[str, str] | None:
    """The unit and the post in `市文旅局 局长`, `市文旅局局长`; None where they are unclear."""
    plain = normal(text)
    spaced = plain.split()
    if len(spaced) == 2:
        return spaced[0], spaced[1]
    for mark in ("/", "、", ",", ";", "|"):
        parts = [part.strip() for part in plain.split(mark)]
        if len(parts) == 2 and all(parts) and not _ends_in_post(parts[0]):
            return parts[0], parts[1]
    for at in range(2, len(plain)):
        if _UNIT_END.search(plain[:at]) and _SEVERAL_POSTS.fullmatch(plain[at:]):
            return plain[:at], plain[at:]
    return None


def _ends_in_post(text: str) -> bool:
    return re.search(rf"(?:{_POSTS})$", text) is not None
