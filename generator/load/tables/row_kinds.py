"""What kind of row a text begins: a sum, a remark, a heading between people, a signature.

A row's first text is never enough where it may be the name of a person, a unit or a task: then
the other cells of the row decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.model.parsing.values import normal

_MARKED_EXAMPLE = re.compile(r"\s*(?:示例|例|example)\s*[:：]", re.IGNORECASE)
_EXAMPLE = re.compile(r"\s*(?:示例|例[:：]|example\b)", re.IGNORECASE)
# A sum alone, with its number or after a colon; the author of the table.
_SUM = re.compile(
    r"(?:合计|小计|总计|共计|subtotal|total)(?:人数|金额|人民币)?(?:\([^()]{1,6}\))?"
    r"(?::.*|\d[\d.,]*\D{0,2})?"
    r"|共\d[\d.,]*\D{0,2}"
    r"|(?:制表人|填表人)(?::.*)?"
)
# A text that begins with 审核 or 说明 may be a duty or an item of the schedule unless a colon
# follows; 说明会 and 注册 are no remarks.
_REMARK = re.compile(
    r"(?:注|备注|审核人)(?::.*)?"
    r"|(?:注|备注|说明|制表|填表|审核|notes?|remarks?)\d{0,2}:.*"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.)]+\D.*")
# 制表人 李四: a gap in place of the colon.
_GAP_BEFORE_NAME = re.compile(r"(?<=制表人|填表人|审核人)\s+")
_BEGINNING = 40

_FIGURE = r"(?:\d[\d,.]*|[〇零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+)"
_COUNTED = rf"{_FIGURE}(?:人|名|位|辆|间|桌|台|项|场|次|份|元|户|家)(?:次|整)?"
# The cells beside a sum are figures; a telephone number is longer.
_MEASURE = re.compile(
    rf"(?:共|计|约)?[-+¥]?(?:\d[\d,.]{{0,11}}\D{{0,2}}|{_FIGURE}(?:人|名|位|个|辆|间|桌|元)?)"
)
_PHONE = re.compile(r"\d{7,}")
_ALL = r"(?:以上|本[页表组车团]|全[团体部]|来宾|人员|其中|实到|应到|实有|总)"
_SUM_WORD = r"(?:合计|小计|总计|共计|累计|总数|总?人数|总共|共有|共|计)"
_SPLIT = rf"(?:[,、;]?(?:其中)?(?:男|女|司机|随行|陪同)\D{{0,4}}{_COUNTED}\D{{0,4}})*"
# No person and no task has such a name, whatever the other cells are.
_CLOSING = re.compile(
    r"[-—–_=~*#.·+/|…]+|以上(?:各位|人员|名单|同志|来宾|人选|信息)\D*"
    r"|\W*(?:以下(?:空白|无正文|无内容|无|空)|[此本]页(?:空白|无正文)|无正文|空白行?|end|endoflist)\W*"
    r"|第\d{1,3}页(?:[/,]?共\d{1,3}页)?|共\d{1,3}页(?:[/,]?第\d{1,3}页)?|\d{1,3}/\d{1,3}页"
    r"|page\d{1,3}(?:of\d{1,3})?|-\d{1,3}-|[接续转][上下][页表]|\(?续(?:表|上页)?\)?"
    rf"|(?:{_ALL}+{_SUM_WORD}?|{_SUM_WORD})(?:约|为)?:?{_COUNTED}{_SPLIT}(?:\(.*\)|[,;].*)?"
    rf"|[男女][性士]?:?{_COUNTED}[,、;]?[男女][性士]?:?{_COUNTED}"
    rf"|{_ALL}+{_SUM_WORD}(?::.*|\d.*)?"
)
# Words of a sum that Excel or a clerk writes; a task or a unit may have such a name as well.
_SUBTOTAL = re.compile(
    r"(.{0,20}?)(?:汇总|总?计数|总?平均值?|最大值|最小值|求和|乘积|方差|标准偏差|累计|总数"
    r"|总?人数|人数合计|合计人数|小计|合计|总计|grandtotal|average|sum|count)"
)
# Signatures and their dates, below a list.
_SIGNATURE = re.compile(
    r"(?=[^(:])(?:(?:制表|填表|填报|编制|审核|审批|批准|审定|复核|经办|负责|联系|主管|分管|承办|主办|校对|签发"
    r"|签收|接收|领队|带队|领导|单位|部门|科室|本人|报送|上报|打印|录入)*"
    r"(?:人|单位|部门|领导|科室|者)?"
    r"(?:签字|签名|签章|盖章|公章|意见|日期|时间|电话|传真|邮箱|地址)?)"
    r"(?:\((?:签字|签名|签章|盖章|公章|章)\))?(?::.*|\(.*\))"
    r"|(?:领导|负责人|经办人|单位|部门|本人|主管|审批|审核|批准)?(?:签字|签名|签章|盖章|公章)(?:栏|处)?:?"
    r"|(?:附件?|附表|注意事项|填表说明|填报说明|使用说明|温馨提示)\d{0,2}(?::.*)?"
)

_SEALED = re.compile("签字|签名|签章|盖章|公章")
_MOST_FILLED_IN = 3
_ORNAMENTS = "*-—–_=~+#[]【】〔〕《》<>·•◆◇■□●○★☆※▲△"

# Headings between the people of a list.
_UNIT_BROAD = (
    "局|委|厅|办|部|处|科|室|院|所|镇|乡|村|县|市|区|省|州|旗|站|台|社|馆|厂|组|团|队|校|系|会|行"
)
_UNIT_NARROW = "局|委|厅|办|组|团"
_UNIT_LONG = re.compile(
    r".*(?:委员会|办公室|办事处|指挥部|中心|公司|集团|银行|医院|政府|街道"
    r"|协会|商会|学会|联合会|工会|妇联|团委|党委|党组|人大|政协|法院|检察院|支队|大队|分局|企业"
    r"|单位|部门|系统|代表团|考察团|访问团|参访团|考察组|工作组|调研组|工作专班|领导小组|小组)"
)
_SCHOOL = re.compile(r".{2,}(?:学校|大学|学院|中学|小学)")
# 胡一一行 is not a bank: he comes with others.
_UNIT = re.compile(
    rf".{{3,}}(?:{_UNIT_BROAD})(?<!一行)|.{{2}}(?:{_UNIT_NARROW})|.[局厅]|[省市县区州][委办]"
)
_KIND = re.compile(
    r"(?:(?:.{2,8}|[省市县区乡镇村州各外主随全本我客]?)(?:代表|嘉宾|来宾|贵宾|领导|领导同志|随行|陪同"
    r"|人员|成员|专家|媒体|记者|司机|驾驶员|志愿者|工作者|外宾|客人)|主宾|男|女|男宾|女宾|男士|女士)"
    r"(?:一行|等|类|席|组)?"
    r"|.{0,20}(?:名单|名册|花名册|一览表|登记表|统计表|安排表|报名表|信息表|续表)(?:\(.*\))?"
)
_GROUP = re.compile(
    r"(?:group|team)\d{1,2}"
    r"|第?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-z甲乙丙丁])(?:号)?(?:组|小组|分组|团|分团|队|车|车组|批|批次|桌|楼)"
)
_ENUMERATED = re.compile(
    r"(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.])(.+)"
)
_HEADCOUNT = re.compile(rf"(.+?)\(?(?:共|计|等)?{_COUNTED}\)?")
_ONLY_COUNTED = re.compile(_COUNTED)
_BRACKETED = re.compile(r"(.+?)\(.*\)")
_DATED = re.compile(
    r"(?:(?:19|20)?\d{0,2}年)?\d{0,2}月\d{0,2}日?|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
)
_COLON_AT_END = re.compile(r".{1,20}:")
_LEADING = re.compile(r"(?:组长|领队|带队|团长|负责人|联系人|联络员|召集人|随行人员?|陪同人员?):.*")
_TWO_SURNAMES = (
    "欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|司空|端木|独孤|南宫|申屠"
)
_OF_TWO_SURNAMES = re.compile(rf"(?:{_TWO_SURNAMES}).{{1,2}}")


def is_example(text: str) -> bool:
    """Whether a row that begins with `text` is an example of how to fill in the others."""
    return _EXAMPLE.match(text) is not None


def is_marked_example(text: str) -> bool:
    """Whether a cell that is not a row's first marks the row as an example."""
    return _MARKED_EXAMPLE.match(text) is not None


def is_sum(text: str) -> bool:
    """Whether a row that begins with `text` is a sum, or names the author of the table."""
    return _SUM.fullmatch(_plain(text)) is not None


def is_remark(text: str) -> bool:
    """Whether `text` is a remark, unless the other cells of its row are data."""
    return _REMARK.fullmatch(_plain(text)) is not None


def is_numbered(text: str) -> bool:
    """Whether `text` may be a further line of a remark: 2、请携带身份证."""
    return _NUMBERED.fullmatch(_plain(text)) is not None


def is_below_the_list(text: str, others: Sequence[str], *, in_free_text: bool) -> bool:
    """Whether a row of `text` and `others` counts, closes or signs the list above it.

    `in_free_text`: `text` is in a column of free texts, where a task may be called 汇总.
    """
    plain = _plain(text)
    if _signs(plain, others) and not in_free_text:
        return True
    if not all(map(_is_measure, others)):
        return False
    if _CLOSING.fullmatch(plain):
        return True
    if in_free_text and not others:
        return False
    if match := _SUBTOTAL.fullmatch(plain):
        return bool(others) or not match[1] or _is_heading(match[1])
    return _SIGNATURE.fullmatch(plain) is not None


def is_heading_of_people(text: str, others: Sequence[str]) -> bool:
    """Whether a row of `text`, in the column of names, and `others` is a heading of people.

    Such a heading is a unit, a group or a kind of people; `others` may only count them.
    """
    if not all(map(_is_measure, others)):
        return False
    plain = _plain(text).strip(_ORNAMENTS)
    return _is_heading(plain) or any(
        match is not None and _is_heading(match[1])
        for match in (_HEADCOUNT.fullmatch(plain), _BRACKETED.fullmatch(plain))
    )


def skipped_name_code(text: str) -> str:
    """The code of the finding for a `text` that is not a person's name; empty where it may be."""
    if is_sum(text) or is_remark(text) or is_below_the_list(text, (), in_free_text=False):
        return "workbook.aside"
    return "workbook.heading_between" if is_heading_of_people(text, ()) else ""


def _is_heading(plain: str) -> bool:
    if _COLON_AT_END.fullmatch(plain) or _LEADING.fullmatch(plain):
        return True
    if match := _ENUMERATED.fullmatch(plain):
        plain = match[1]
    named = (_UNIT_LONG, _SCHOOL, _KIND, _GROUP, _DATED, _ONLY_COUNTED)
    if any(pattern.fullmatch(plain) for pattern in named):
        return True
    return bool(_UNIT.fullmatch(plain)) and not _OF_TWO_SURNAMES.fullmatch(plain)


def _signs(plain: str, others: Sequence[str]) -> bool:
    """Whether a row asks for a signature or gives a number to call, and how that is filled in."""
    if _SIGNATURE.fullmatch(plain) is None:
        return False
    asks = plain.endswith(":") or _SEALED.search(plain) is not None
    labelled = all(":" in _plain(other) or _is_measure(other) for other in others)
    return labelled or (asks and len(others) <= _MOST_FILLED_IN)


def _is_measure(text: str) -> bool:
    plain = _plain(text)
    return _MEASURE.fullmatch(plain) is not None and not _PHONE.search(plain)


@lru_cache(maxsize=8)
def _plain(text: str) -> str:
    """The beginning of a cell for comparing; cached, since each cell is compared several times."""
    beginning = _GAP_BEFORE_NAME.sub(":", normal(text[:_BEGINNING]))
    return "".join(beginning.split()).casefold()
