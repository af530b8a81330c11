"""Joins the modules of a screen into one file when the server starts, so that a phone on a weak network asks once.

Nobody has to build anything: source files stay as they are, small and readable, and this reads them as written. It knows
the few forms of import and export that our own modules and the vendored ones use, and refuses any other.
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
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
_BROUGHT = re.compile(r'import\{(?P<names>[^}]*)\}from"(?P<path>\./[\w.]+)";')
_GIVEN = re.compile(r"export\{(?P<names>[^}]*)\};?\s*$")
_FUNCTION = re.compile(r"\bexport default (?=function\b)")


class CannotJoin(Exception):
    """A module uses a form this does not know."""


class Bundle:
    """One screen's modules on their way into one file."""

    def __init__(self, root: Path, there: dict[Path, str] | None = None) -> None:
        """`there`: modules that are in another bundle already, and the name each has from here."""
        self._root = root.resolve()
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
        vendored = path.relative_to(self._root).parts[0] == "vendor"
        inside = self._vendored(path, text) if vendored else self._ours(path, text)
        name = f"m{len(self._joined)}"
        self._parts.append(f"const {name} = (() => {{\n{inside}}})();\n")
        self._joined[path] = name
        self._on_the_way.pop()
        return name

    def _ours(self, path: Path, text: str) -> str:
        head = "".join(self._binding(path, found) for found in _IMPORT.finditer(text))
        body = _COMMENT.sub("", _IMPORT.sub("", text))
        exports = [f"default: {m['name']}" if "export default" in m[0] else m["name"] for m in _EXPORT.finditer(body)]
        exports += [
            name.strip() for found in _LIST.finditer(body) for name in found["names"].split(",") if name.strip()
        ]
        body = _LIST.sub("", _EXPORT.sub(r"\g<kind> \g<name>", body))
        if re.search(r"^(?:import|export)\b|\bimport\(|\bexport let\b", body, re.MULTILINE):
            raise CannotJoin(f"{path.name} has an import or export of a form that is not known here")
        return f"{head}{_INDENT.sub('', body)}return {{ {', '.join(exports)} }};\n"

    def _vendored(self, path: Path, text: str) -> str:
        """A minified module as its package has it: all it brings in stands at its head, all it gives at its end."""
        text = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE).strip()

        def brought(found: re.Match[str]) -> str:
            return f"const{{{found['names'].replace(' as ', ':')}}}={self.add(path.parent / found['path'])};"

        body, given = _BROUGHT.sub(brought, text), _GIVEN.search(text)
        if given:
            pairs = [name.split(" as ") for name in given["names"].split(",")]
            body = _GIVEN.sub(f"return{{{','.join(f'{pair[-1]}:{pair[0]}' for pair in pairs)}}};\n", body)
        else:
            body = _FUNCTION.sub("return{default:", body, count=1) + "};\n"
        if re.search(r"\b(?:import|export)\b *[{(*\"]|\bexport default\b", body):
            raise CannotJoin(f"{path.name} has an import or export of a form that is not known here")
        return body

    def _binding(self, importer: Path, found: re.Match[str]) -> str:
        """What an import becomes: names taken from a module that is already there."""
        source = self.add(importer.parent / found["path"])
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
        """The whole bundle."""
        return "".join(self._parts)


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


MORE = "more"
LATER = {
    MORE: "js/more.js",
    "credit": "js/credit/phone.js",
    "card": "js/parts/card.js",
    "handoff": "js/parts/handoff.js",
}
"""What a phone fetches besides the screens of rounds, in the same way: once its first picture is there. `more` also holds
what several of the others need."""
ALWAYS = ("js/phone.js", "js/parts/cards.js", "js/parts/typing.js")
"""What a phone begins with: nearly every round writes and shows cards."""
SAYS = "js/parts/t.js"

LOADER = """const styled = %s;
const style = (kind) => new Promise((done) => {
  if (!styled.includes(kind)) return done();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.onload = link.onerror = done;
  link.href = new URL("./phone-" + kind + ".css", import.meta.url);
  document.head.append(link);
});
const load = (kind, again) => {
  const twin = import("./phone-" + kind + ".%s.js" + (again ? "?" + again : ""));
  return style(kind).then(() => twin);
};
"""

Extra = Callable[[str, str], dict[str, Any]]
"""(which part of the phone, language) -> what it needs besides its modules."""


def phone_bundles(
    root: Path, language: str, several: Iterable[str], styled: Iterable[str], words: Extra, furniture: Extra
) -> dict[str, str]:
    """The phone in one file without any round, and a file for each kind of round: a phone on a weak network pays for what
    its evening needs. `several`: the modules that several kinds need. `styled`: the kinds with styles of their own.
    `words` and `furniture`: the sentences that part says, translated, and the lists it shows."""
    entry, *always = ALWAYS
    phone = Bundle(root)
    name = phone.add(root / entry)
    for module in always:
        phone.add(root / module)
    loader = LOADER % (json.dumps(sorted(styled)), language)
    begin = f"{name}.begin(load, {_json(words('', language))});\n"
    files = {"phone": f"{phone.text()}{_shared(phone, 'shared')}{_tight(loader)}{begin}"}
    there = {path: f"shared.{name}" for path, name in phone.joined.items()}
    more = Bundle(root, there)
    for module in (LATER[MORE], *several):
        more.add(root / module)
    behind = there | {path: f"more.{name}" for path, name in more.joined.items() if path not in there}
    rounds = {twin.parent.name: twin for twin in sorted((root / "js/rounds").glob("*/phone.js"))}
    for kind, twin in (rounds | {part: root / path for part, path in LATER.items()}).items():
        own = more if kind == MORE else Bundle(root, behind)
        default = own.add(twin)
        text = own.text() + (_shared(own, "more") if kind == MORE else "")
        head = f'import {{ shared }} from "./phone.{language}.js";\n'
        if re.search(r"\bmore\.m\d", text):
            head += f'import {{ more }} from "./phone-{MORE}.{language}.js";\n'
        if said := words(kind, language):
            head += f"{there[(root / SAYS).resolve()]}.learn({_json(said)});\n"
        if lists := furniture(kind, language):
            head += f"{there[(root / entry).resolve()]}.furnish({_json(kind)}, {_json(lists)});\n"
        files[f"phone-{kind}"] = f"{head}{text}export default {default}.default;\n"
    return files


def _shared(bundle: Bundle, name: str) -> str:
    return f"export const {name} = {{ {', '.join(sorted(n for n in bundle.joined.values() if '.' not in n))} }};\n"


def _tight(text: str) -> str:
    return _INDENT.sub("", text)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_KEPT = re.compile(r'"[^"]*"|\'[^\']*\'|url\([^)]*\)')


def tight_css(css: str) -> str:
    """Styles without comments and without the spaces that mean nothing."""
    kept: list[str] = []

    def put_away(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\0{len(kept) - 1}\0"

    css = _KEPT.sub(put_away, re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    css = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", css)).replace(";}", "}").strip()
    css = re.sub(r"(?<=[{;])([-\w]+): ", r"\1:", css)
    return re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], css)
