"""One term for one thing, and none that no office would write: in docs/, on pages, in messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from generator import vocabulary
from generator.check.registry import all_checks
from tests.support.project import PROJECT

BARRED = {
    "付费方|支付方(?!式)": "付款方",
    "(?<!定密)责任人": "负责人",
    "(?<!办理)时限(?!以)": "期限",
    "席卡": "席签",
    "(?<![停会客])车位": "乘车座位",
    "隐私级别": "公开方式",
    "以左为尊": "以右为尊",
    "级别不够": "未达到……的级别",
    "撞了什么": "缺项、冲突、违规",
    "才完": "预计……结束",
    "给他们或|给他们定": "请为其指定联络员",
    "盯着": "督促",
    "站着开": "可从简，不得省略",
    "有人才排": "无人不列",
    "报[“'‘]好了": "报告完成情况",
    "歇得过来": "食宿安稳、作息合理",
    "把来宾接好": "本手册用于规范接待工作",
    "既给人看": "供查阅，也是检查依据",
    "可晚 ?0 天": "不得晚于首日",
    "多出 ?0 人": "每多一人即提示",
    "列支 ?0 笔": "不得列支",
    "相差应为 ?0": "应当一致",
    "早到 ?0 分钟": "开始前到达",
    "补写公函": "请派出单位发公函",
    "涉密任务|这次任务|本次任务|任务代号|任务文件夹|任务名称": "来访",
    "谁付|谁吃|坐谁|住谁": "付款方、用餐人员、就座人员、入住人员",
    "读不[出懂了]|写不进|连不上|用不了|[认看]不出|看不懂": "无法读取、写入、连接、使用、识别、确定",
    "如不对": "有误的",
    "什么[也都]没有[动写]": "一切原样未动；未写入任何文件",
    "旁人": "其他人员",
    "住处": "住地",
    "以右为上": "以右为尊",
    "客方": "宾方",
    "才到[^会]|又要发车|上不去|一天也不在|改错的一处": "到达；另有一趟发车；不便到达",
    "几[样项]之间|几个人之间": "多项之间、多人之间",
    "这次来访": "本次来访",
    "不写，就|看得到|捡[到去]|没有用上|多问一句": "不写，即为；可见；拾到；未采用",
    "拿不准|对不?得上|能少则少|说得出|找瓶颈|摸清": "不能确定的；相符；从严控制；写明；核实",
    "什么算做好|怎样读|算一算|谁要学|几个词": "达标要求、说明、举例、培训对象、常用词语",
    "管钱|一分没花|睡好觉|吃得[合安完放]": "负责经费；没有不应有的开支；环境安静；适口、安全",
    "发给谁": "发放对象",
    "取消该项安排(?!；误判的)": "取消该项安排；误判的，写明理由后豁免",
}
"""Words that are not written, as patterns, each with what is."""


def _texts() -> Iterator[tuple[str, str]]:
    """Yield every Chinese text that people read, with the file or the key it is from."""
    pages = [*sorted((PROJECT / "docs").rglob("*.md")), PROJECT / "README.zh-CN.md"]
    pages += sorted((PROJECT / "deploy").glob("*.zh-CN.md"))
    for page in pages:
        yield str(page.relative_to(PROJECT)), page.read_text("utf-8")
    catalog = vocabulary.catalog("zh")
    for texts in (catalog.words, catalog.messages, catalog.notes):
        yield from texts.items()
    # The first word is shown; those after it are former words, which are read as headings.
    yield from ((key, words[0]) for key, words in catalog.labels.items())
    for check in all_checks():
        yield check.code, f"{check.title.in_('zh')}\n{check.message.in_('zh')}"


@pytest.mark.parametrize("pattern", BARRED)
def test_a_barred_word_is_nowhere(pattern: str) -> None:
    places = [place for place, text in _texts() if re.search(pattern, text)]

    assert places == [], f"write {BARRED[pattern]}"


@pytest.mark.parametrize(
    ("model", "field", "shown", "former"),
    [
        ("Expense", "payer", "付款方", "支付方"),
        ("Meal", "payer", "付款方", "付费方"),
        ("Task", "owner", "负责人", "责任人"),
        ("Task", "due", "期限", "完成时限"),
        ("Decision", "due", "期限", "时限"),
        ("Visit", "title", "名称", "任务名称"),
    ],
)
def test_a_former_word_stays_readable(model: str, field: str, shown: str, former: str) -> None:
    assert vocabulary.label(model, field) == shown
    assert former in vocabulary.words_for(model, field)
