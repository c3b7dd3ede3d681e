"""What the visit costs and who pays."""

from __future__ import annotations

from typing import Annotated

from generator.model.audience import OFFICE
from generator.model.enums import Payer
from generator.model.parsing.labels import as_member
from generator.model.parsing.values import Amount, Day, Number
from generator.model.record import Record


class Expense(Record):
    """A line of the statement, in yuan.

    `amount` is what was paid, `planned` what was planned, `voucher_amount` the voucher's amount.
    `quantity` counts the units of `price`, such as nights; without it, `people` are counted.
    """

    item: Annotated[str, OFFICE]
    day: Annotated[Day | None, OFFICE] = None
    place: Annotated[str | None, OFFICE] = None
    price: Annotated[Amount | None, OFFICE] = None
    quantity: Annotated[Number | None, OFFICE] = None
    planned: Annotated[Amount | None, OFFICE] = None
    amount: Annotated[Amount | None, OFFICE] = None
    people: Annotated[Number | None, OFFICE] = None
    payer: Annotated[Payer | None, as_member(Payer), OFFICE] = None
    voucher: Annotated[str | None, OFFICE] = None
    voucher_amount: Annotated[Amount | None, OFFICE] = None
    note: Annotated[str | None, OFFICE] = None
