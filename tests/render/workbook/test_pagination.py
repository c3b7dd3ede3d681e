"""Where pages begin: what belongs together is on one page where a page has room for it."""

from __future__ import annotations

from generator.render.workbook.pagination import Block, Line, paginated, paper_for


def lines(first: int, count: int) -> tuple[Line, ...]:
    return tuple(Line(number, 10) for number in range(first, first + count))


def pages(*blocks: Block, height: float = 50) -> list[list[int]]:
    """The numbers of the lines on each page."""
    found: list[list[int]] = [[]]
    for (number, _), begins_page in paginated(blocks, height):
        if begins_page:
            found.append([])
        found[-1].append(number)
    return found


def test_a_block_that_does_not_fit_begins_a_page() -> None:
    assert pages(Block(lines(0, 3)), Block(lines(3, 3)), Block(lines(6, 2))) == [
        [0, 1, 2],
        [3, 4, 5, 6, 7],
    ]


def test_a_block_may_begin_a_page_in_any_case() -> None:
    assert pages(Block(lines(0, 1), new_page=True), Block(lines(1, 1), new_page=True)) == [[0], [1]]


def test_a_long_block_repeats_its_head_on_each_page() -> None:
    (head,) = lines(99, 1)

    assert pages(Block(lines(0, 9), (head,), (head,))) == [
        [99, 0, 1, 2, 3],
        [99, 4, 5, 6, 7],
        [99, 8],
    ]


def test_totals_are_not_alone_on_a_page() -> None:
    assert pages(Block(lines(0, 5), tail=lines(50, 1))) == [[0, 1, 2, 3], [4, 50]]


def test_a_head_is_not_the_last_on_a_page() -> None:
    divisible = Block(lines(4, 4), lines(90, 2), lines(90, 1), divisible=True)

    assert pages(Block(lines(0, 3)), divisible) == [[0, 1, 2], [90, 91, 4, 5, 6], [90, 7]]
    assert pages(Block(lines(0, 2)), divisible) == [[0, 1, 90, 91, 4], [90, 5, 6, 7]]


def test_columns_that_fit_are_printed_at_full_size() -> None:
    assert paper_for([10] * 9, landscape=False).scale == 100
    assert paper_for([10] * 12, landscape=False).scale < 80
    assert paper_for([10] * 12, landscape=True).scale == 100
