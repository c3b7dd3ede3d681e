"""QR codes, read back by a decoder that knows nothing of how they were made."""

from __future__ import annotations

import io
from hashlib import sha256
from random import Random

import pytest
import resvg_py
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_8BIT_BYTE, QRData

from generator.render.svg.qr import QUIET_ZONE, qr_matrix, qr_svg
from tests.support.proof import counts


def read(svg: str, width: int = 300) -> str:
    """What a decoder reads from an SVG of `width` pixels."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width))
    (code,) = zxingcpp.read_barcodes(
        Image.open(io.BytesIO(png)), formats=zxingcpp.BarcodeFormat.QRCode
    )
    return code.text


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=120))
@settings(max_examples=counts(8, 30), deadline=None)
def test_a_code_reads_back_as_the_text_it_was_made_of(text: str) -> None:
    assert read(qr_svg(text)) == text


def test_a_code_keeps_its_modules() -> None:
    modules = b"".join(qr_matrix("https://guests.example/g/abc.html"))

    assert len(modules) == 29 * 29
    assert sha256(modules).hexdigest()[:16] == "798bc1f6e4f394e2"


@given(st.integers(1, 2331), st.integers())
@settings(max_examples=counts(15, 60), deadline=None)
def test_a_code_has_the_smallest_version_that_fits(length: int, seed: int) -> None:
    text = Random(seed).randbytes(length).hex()[:length]
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=2)
    code.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE))
    code.make(fit=True)

    assert qr_matrix(text) == tuple(bytes(map(bool, row)) for row in code.modules)


def test_a_text_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        qr_matrix("x" * 2332)


@pytest.mark.parametrize("width", [120, 200, 600])
def test_a_card_s_address_reads_back_at_the_sizes_it_is_printed(width: int) -> None:
    card = f"g/{'y7nw-sh2e48' * 2}.html#k={'A' * 43}"
    url = f"https://guests.mingfeng.example/2026-05-ecotour/{card}"

    assert read(qr_svg(url), width) == url


def test_the_picture_is_one_path_with_a_quiet_zone() -> None:
    svg = qr_svg("https://guests.example/g/abc.html")
    size = len(qr_matrix("https://guests.example/g/abc.html")) + 2 * QUIET_ZONE

    assert svg.count("<path") == 2
    assert f'viewBox="0 0 {size} {size}"' in svg
    assert len(svg) < 4_000
