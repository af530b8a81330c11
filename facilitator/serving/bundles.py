"""Joins the modules of a screen into one file when the server starts, so that a phone on a weak network asks once.

Nobody has to build anything: source files stay as they are, small and readable, and this reads them as written. It knows
the few forms of import and export that our own modules use and refuses any other. Vendored modules stay files of
their own, unchanged.
"""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_IMPORT = re.compile(r'^import\s+(?P<what>\{[^}]*\}|\* as \w+|\w+)\s+from\s+"(?P<path>\.{1,2}/[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:default )?(?P<kind>async function|function|const) (?P<name>\w+)", re.MULTILINE)
_LIST = re.compile(r"^export \{(?P<names>[^}]*)\};\n", re.MULTILINE)
_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)


class CannotJoin(Exception):
    """A module uses a form this does not know."""


class Bundle:
    """One screen's modules on their way into one file."""

    def __init__(self, root: Path, there: dict[Path, str] | None = None) -> None:
        """`there`: modules that are in another bundle already, and the name each has from here."""
        self._root = root.resolve()
        self._vendored: dict[str, str] = {}
        self._joined: dict[Path, str] = dict(there or {})
        self._on_the_way: list[Path] = []
        self._parts: list[str] = []

    def add(self, path: Path) -> str:
        """Adds a module after everything it imports, once, and gives the name it has in the bundle."""
        path = path.resolve()
        if path in self._joined:
            return self._joined[path]
        if path in self._on_the_way:
            raise CannotJoin(f"{path.name} imports itself, by way of others")
        self._on_the_way.append(path)
        text = path.read_text("utf-8")
        head = "".join(self._binding(path, found) for found in _IMPORT.finditer(text))
        body = _COMMENT.sub("", _IMPORT.sub("", text))
        exports = [f"default: {m['name']}" if "export default" in m[0] else m["name"] for m in _EXPORT.finditer(body)]
        exports += [
            name.strip() for found in _LIST.finditer(body) for name in found["names"].split(",") if name.strip()
        ]
        body = _LIST.sub("", _EXPORT.sub(r"\g<kind> \g<name>", body))
        if re.search(r"^(?:import|export)\b|\bimport\(|\bexport let\b", body, re.MULTILINE):
            raise CannotJoin(f"{path.name} has an import or export of a form that is not known here")
        name = f"m{len(self._joined)}"
        self._parts.append(f"const {name} = (() => {{\n{head}{body}return {{ {', '.join(exports)} }};\n}})();\n")
        self._joined[path] = name
        self._on_the_way.pop()
        return name

    def _binding(self, importer: Path, found: re.Match[str]) -> str:
        """What an import becomes: names taken from a module that is already there."""
        target = (importer.parent / found["path"]).resolve()
        inside = target.relative_to(self._root)
        if inside.parts[0] == "vendor":
            source = self._vendored.setdefault(f"../{inside.as_posix()}", f"v{len(self._vendored)}")
        else:
            source = self.add(target)
        what = found["what"]
        if what.startswith("{"):
            return f"const {what.replace(' as ', ': ')} = {source};\n"
        if what.startswith("*"):
            return f"const {what.split()[-1]} = {source};\n"
        return f"const {what} = {source}.default;\n"

    @property
    def joined(self) -> dict[Path, str]:
        """Every module so far, and its name."""
        return dict(self._joined)

    def text(self) -> str:
        """The whole bundle, to be served from a folder beside vendor/."""
        vendored = "".join(f'import * as {name} from "{path}";\n' for path, name in self._vendored.items())
        return vendored + "".join(self._parts)


def screen_bundle(root: Path, screen: str) -> str:
    """A screen with the twins of every kind of round there is: it begins with them once it has loaded."""
    bundle = Bundle(root)
    entry = bundle.add(root / f"js/{screen}.js")
    kinds = {p.parent.name: bundle.add(p) for p in sorted((root / "js/rounds").glob(f"*/{screen}.js"))}
    given = [f"{{ {', '.join(f'{kind}: {name}' for kind, name in kinds.items())} }}"]
    if screen == "console":
        phones = {p.parent.name: bundle.add(p) for p in sorted((root / "js/rounds").glob("*/phone.js"))}
        given.append(f"{{ {', '.join(f'{kind}: {name}' for kind, name in phones.items())} }}")
    return bundle.text() + f"{entry}.begin({', '.join(given)});\n"


LATER = {"credit": "js/credit/phone.js", "card": "js/parts/card.js", "handoff": "js/parts/handoff.js"}
"""What a phone fetches besides the screens of rounds, in the same way: when it is first needed."""

LOADER = """const style = (href) => new Promise((done) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.onload = link.onerror = done;
  link.href = new URL(href, import.meta.url);
  document.head.append(link);
});
const load = (kind, again) => {
  const twin = import("./phone-" + kind + ".js" + (again ? "?" + again : ""));
  return style("./phone-" + kind + ".css").then(() => twin);
};
"""


def phone_bundles(
    root: Path, modules: Iterable[str], words: Callable[[str], dict[str, dict[str, Any]]]
) -> dict[str, str]:
    """The phone in one file without any round, and a file for each kind of round, which a phone fetches when the first
    round of that kind comes: a phone on a weak network pays for what its evening needs. `modules`: what
    the phone and several kinds need. `words`: the module that is fetched later -> language ->
    the sentences only that says, translated."""
    bundle = Bundle(root)
    entry = bundle.add(root / "js/phone.js")
    for module in modules:
        if not module.startswith("vendor/"):
            bundle.add(root / module)
    shared = {path: f"shared.{name}" for path, name in bundle.joined.items()}
    names = ", ".join(sorted(bundle.joined.values()))
    files = {"phone": f"{bundle.text()}export const shared = {{ {names} }};\n{LOADER}{entry}.begin(load);\n"}
    rounds = {twin.parent.name: twin for twin in sorted((root / "js/rounds").glob("*/phone.js"))}
    later = {name: root / path for name, path in LATER.items()}
    for kind, twin in (rounds | later).items():
        own = Bundle(root, shared)
        name = own.add(twin)
        said = json.dumps(words(twin.relative_to(root).as_posix()), ensure_ascii=False, separators=(",", ":"))
        files[f"phone-{kind}"] = (
            f'import {{ shared }} from "./phone.js";\n{own.text()}export const words = {said};\nexport default {name}.default;\n'
        )
    return files
