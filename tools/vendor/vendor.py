"""Copies the browser modules, and the letters of PDFs, from npm packages into the tree and writes down what they are:
`make vendor`.

Files are unchanged but for one thing: browsers without import maps cannot resolve the bare name "preact", so it is
made relative. Both hashes are written down.
"""

import hashlib
import json
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
MODULES = HERE / "node_modules"
FILES = [
    ("preact", "dist/preact.mjs", "static/vendor/preact.js"),
    ("preact", "hooks/dist/hooks.mjs", "static/vendor/hooks.js"),
    ("htm", "dist/htm.module.js", "static/vendor/htm.js"),
    ("socket.io-client", "dist/socket.io.esm.min.js", "static/vendor/socket.io.js"),
    ("@noble/ed25519", "index.js", "static/vendor/noble/ed25519.js"),
    ("@noble/hashes", "sha2.js", "static/vendor/noble/sha2.js"),
    ("@noble/hashes", "_md.js", "static/vendor/noble/_md.js"),
    ("@noble/hashes", "_u64.js", "static/vendor/noble/_u64.js"),
    ("@noble/hashes", "utils.js", "static/vendor/noble/utils.js"),
    ("uqr", "dist/index.mjs", "static/vendor/uqr.js"),
    ("pdf-lib", "dist/pdf-lib.esm.min.js", "static/vendor/pdf-lib.js"),
    ("axe-core", "axe.min.js", "tests/vendor/axe.min.js"),
    ("dejavu-fonts-ttf", "ttf/DejaVuSans.ttf", "facilitator/practice/letters/DejaVuSans.ttf"),
    ("dejavu-fonts-ttf", "LICENSE", "facilitator/practice/letters/LICENSE"),
]
LICENCES = {"dejavu-fonts-ttf": "Bitstream Vera, Arev (beside the file)"}
"""Where a package says it in a sentence only."""
WITHOUT_MAP = ("socket.io.js", "pdf-lib.js")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main() -> None:
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=HERE, check=True)
    rows = []
    for package, inside, target in FILES:
        about = json.loads((MODULES / package / "package.json").read_text())
        original = (MODULES / package / inside).read_bytes()
        copied = original.replace(b'from"preact"', b'from"./preact.js"')
        if target.endswith(WITHOUT_MAP):
            copied = copied.replace(f"\n//# sourceMappingURL={Path(inside).name}.map".encode(), b"")
        (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / target).write_bytes(copied)
        changed = "unchanged" if copied == original else f"`{digest(copied)}`"
        source = f"{package} {about['version']} | `{inside}` | {LICENCES.get(package, about['license'])}"
        rows.append(f"| `{target}` | {source} | `{digest(original)}` | {changed} |")
    table = "\n".join(rows)
    (ROOT / "static/vendor/VENDORED.md").write_text(
        "# Vendored browser modules, and the letters of PDFs\n\n"
        "Copied from npm packages by `make vendor` (tools/vendor/vendor.py), which also writes this file. Changed only where\n"
        'the last column has a hash: the bare import of "preact" is made relative (old iPhones have no import maps), and a\n'
        "link to a source map that is not served is left out.\n\n"
        "| file | package | from | licence | sha256 in the package | sha256 here |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        f"{table}\n"
    )


if __name__ == "__main__":
    main()
