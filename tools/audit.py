"""Asks an index whether any locked package has a known fault. Where none answers, one plain line says so, and that is no failure.

Called with the lock file: `python tools/audit.py requirements-scale.txt`.
"""

import importlib.util
import json
import subprocess
import sys

WITHIN = 120
NOT_ASKED = "Packages were not audited: no index of known faults answers from here."
NOT_HERE = "Packages were not audited: pip-audit is not installed here."


def outcome(answer: str) -> tuple[str, int]:
    """What to say of pip-audit's JSON, and the exit code. An index that knows none of the packages has audited nothing."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return NOT_ASKED, 0
    audited = [p for p in packages if "skip_reason" not in p]
    faults = [(p, fault) for p in audited for fault in p["vulns"]]
    if not audited:
        return NOT_ASKED, 0
    if faults:
        lines = [
            f"{p['name']} {p['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no release yet'}"
            for p, fault in faults
        ]
        return "\n".join(lines), 1
    unknown = len(packages) - len(audited)
    return f"{len(audited)} packages audited, no known fault." + (
        f" {unknown} are not known there." if unknown else ""
    ), 0


def main(lock: str) -> int:
    """Audits what a lock file names, without installing any of it."""
    asked = [
        "-m",
        "pip_audit",
        "--require-hashes",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "-f",
        "json",
        "-r",
        lock,
    ]
    if importlib.util.find_spec("pip_audit") is None:
        sys.stdout.write(NOT_HERE + "\n")
        return 0
    try:
        given = subprocess.run([sys.executable, *asked], capture_output=True, text=True, timeout=WITHIN).stdout
    except subprocess.TimeoutExpired:
        given = ""
    said, code = outcome(given)
    sys.stdout.write(said + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
