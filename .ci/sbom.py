"""Write the bill of materials of what an office installs, as CycloneDX.

It lists each package of requirements.lock with its licence, and the fonts inside packages.

    python .ci/sbom.py PYTHON FILE     # PYTHON: of an environment with just requirements.lock in it
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FONTS = (
    ("Noto Sans SC", "OFL-1.1", "pylopdf-fonts-zh-cn"),
    ("Noto Serif SC", "OFL-1.1", "pylopdf-fonts-zh-cn"),
    ("Libertinus Serif", "OFL-1.1", "typst"),
    ("New Computer Modern", "LicenseRef-GUST-Font-License", "typst"),
    ("DejaVu Sans Mono", "Bitstream-Vera", "typst"),
)
"""A font's name, its licence, and the package that carries it; wheels do not list them."""


def main(python: str, target: str) -> None:
    """Write the bill of an environment's `python` to the file `target`."""
    tool = Path(sys.executable).with_name("cyclonedx-py")
    command = [tool, "environment", python, "--pyproject", "pyproject.toml"]
    command += ["--output-reproducible", "--sv", "1.6", "--of", "JSON", "-o", "-"]
    output = subprocess.run(command, check=True, capture_output=True).stdout
    bill: dict[str, Any] = json.loads(output)
    versions = {part["name"]: part for part in bill["components"]}
    bill["components"] += [font(*details, versions) for details in FONTS]
    if unlicensed := [part["name"] for part in bill["components"] if not part.get("licenses")]:
        raise SystemExit(f"no licence is known for: {', '.join(unlicensed)}")
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    Path(target).write_text(json.dumps(bill, ensure_ascii=False, indent=1), "utf-8")


def font(name: str, licence: str, carrier: str, versions: dict[str, Any]) -> dict[str, Any]:
    """Return a font as a component. Raises KeyError if its package is not installed."""
    package = versions[carrier]
    identifier = {"name": licence} if licence.startswith("LicenseRef") else {"id": licence}
    return {
        "type": "data",
        "bom-ref": f"font:{name}",
        "name": name,
        "version": package["version"],
        "description": f"A font within the package {carrier}",
        "licenses": [{"license": identifier}],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
