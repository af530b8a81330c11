"""The house rules: who may import whom, how long a file may be, that lists do not drift."""

import ast
import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "facilitator"
FILES = sorted(p for p in PACKAGE.rglob("*.py") if "versions" not in p.parts)
SLICES = {"accounts", "groups", "joining", "attendance", "practice", "operations"}
ABOVE = {"assembly", "handing_out", "cli", "__init__", "__main__"}


def package_of(path: Path) -> str:
    """The package, or the module, right below facilitator/."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Every module a file imports, also inside functions; not those only type checkers see."""
    found = set()
    tree = ast.parse(path.read_text("utf-8"))
    guarded = {
        n for i in ast.walk(tree) if isinstance(i, ast.If) and "TYPE_CHECKING" in ast.dump(i.test) for n in ast.walk(i)
    }
    for node in ast.walk(tree):
        if node in guarded:
            continue
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def users_of(*modules: str) -> set[str]:
    """The packages (or modules) that import one of these libraries."""
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in FILES
        if any(i == m or i.startswith(f"{m}.") for i in imports(path) for m in modules)
    }


@pytest.mark.parametrize("path", [p for p in FILES if package_of(p) == "meeting"], ids=str)
def test_the_rules_are_pure(path):
    allowed = (
        "facilitator.meeting",
        "msgspec",
        "collections",
        "typing",
        "dataclasses",
        "functools",
        "hashlib",
        "importlib",
        "pkgutil",
    )
    for module in imports(path):
        assert module.startswith(allowed), module
    for name in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not (isinstance(name, ast.Name) and name.id in ("open", "print", "input", "random", "time"))


def test_only_live_knows_socket_io():
    assert {p.split("/")[0] for p in users_of("flask_socketio", "socketio", "engineio")} <= {
        "live",
        "rehearsing",
        "house.py",
    }


def test_only_the_serving_layer_knows_eventlet():
    assert {p.split("/")[0] for p in users_of("eventlet", "greenlet")} == {"serving"}


def test_only_store_journal_and_records_know_the_database():
    for path in users_of("sqlalchemy"):
        package, name = path.split("/")[0], path.split("/")[-1]
        assert package in SLICES | {"store", "live", "cli", "rehearsing"}, path
        if package == "live":
            assert name in ("journal.py", "erasure.py", "desk.py"), path
        if package in SLICES:
            assert name not in ("routes.py", "forms.py"), path


def test_whoever_catches_a_refusal_of_the_database_passes_it_on():
    """A write that went on after one would be told as stored, though PostgreSQL has given the whole of it up by then."""
    caught = [
        handler
        for path in FILES
        if path.name != "together.py"
        for handler in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(handler, ast.ExceptHandler) and re.search("IntegrityError", ast.dump(handler.type or handler))
    ]
    assert caught
    assert [h.lineno for h in caught if not isinstance(h.body[-1], ast.Raise)] == []


def test_live_rests_on_meeting_and_store_alone():
    allowed = {"facilitator.live", "facilitator.meeting", "facilitator.store", "facilitator.serving", "facilitator.clock",
               "facilitator.text"}  # fmt: skip
    for path in (p for p in FILES if package_of(p) == "live"):
        for module in imports(path):
            if module.startswith("facilitator"):
                assert module == "facilitator" or any(module.startswith(a) for a in allowed), (path.name, module)


def test_the_store_knows_no_rule_of_the_product():
    for path in (p for p in FILES if package_of(p) == "store"):
        for module in imports(path):
            assert not module.startswith("facilitator.") or module.startswith("facilitator.store"), (path.name, module)


def test_nothing_below_knows_how_it_is_put_together():
    for path in FILES:
        if package_of(path) not in ABOVE:
            for module in imports(path):
                assert not module.startswith(("facilitator.assembly", "facilitator.cli")), (path.name, module)


def test_attendance_knows_of_no_seat_and_no_words():
    for path in (p for p in FILES if package_of(p) == "attendance"):
        for module in imports(path):
            if module.startswith(("facilitator.meeting", "facilitator.live", "facilitator.joining")):
                assert module.startswith("facilitator.meeting.harvest"), (path.name, module)


def test_kinds_of_round_share_nothing_but_the_registry():
    rounds = PACKAGE / "meeting/rounds"
    kinds = {p.stem for p in rounds.iterdir() if p.stem not in ("__init__", "__pycache__")}
    assert len(kinds) >= 2
    for path in rounds.rglob("*.py"):
        own = path.relative_to(rounds).parts[0].removesuffix(".py")
        for module in imports(path):
            for other in kinds - {own}:
                assert f"rounds.{other}" not in module, (path.name, module)
    for path in FILES:
        if "rounds" not in path.parts and package_of(path) != "cli":
            for kind in kinds:
                assert not any(f"rounds.{kind}" in m for m in imports(path)), (path.name, kind)


def test_every_kind_has_its_three_screens():
    from facilitator.meeting.rounds import kinds

    for name in kinds():
        for screen in ("phone", "console", "screen"):
            assert (ROOT / f"static/js/rounds/{name}/{screen}.js").exists()


def test_one_file_of_the_screens_knows_socket_io_and_kinds_know_no_other_kind():
    for path in (ROOT / "static/js").rglob("*.js"):
        text = path.read_text("utf-8")
        assert ("socket.io.js" in text) == (path.name == "live.js"), path
        for other in ("story", "shoutouts"):
            if "rounds" in path.parts and other not in path.parts:
                assert f"/{other}/" not in text, path


@pytest.mark.parametrize("path", [*FILES, *sorted((ROOT / "static/js").rglob("*.js"))], ids=str)
def test_files_are_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_the_median_file_is_short():
    lengths = sorted(len(p.read_text("utf-8").splitlines()) for p in FILES if p.stat().st_size)
    assert lengths[len(lengths) // 2] <= 110


@pytest.mark.parametrize("path", FILES, ids=str)
def test_every_module_says_what_it_is_for_and_every_public_function_what_it_does(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "the module"
    if {"events", "rounds"} & set(path.parts):
        return
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    for thing in public:
        assert ast.get_docstring(thing), thing.name
        for method in thing.body if isinstance(thing, ast.ClassDef) else []:
            if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                assert ast.get_docstring(method), f"{thing.name}.{method.name}"


def test_vendored_modules_are_what_their_list_says():
    table = (ROOT / "static/vendor/VENDORED.md").read_text()
    rows = re.findall(r"^\| `([^`]+)` \|.*\| `(\w{64})` \| (?:unchanged|`(\w{64})`) \|$", table, re.MULTILINE)
    assert len(rows) == 14
    for path, original, here in rows:
        assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == (here or original), path
    listed = {path for path, _, _ in rows}
    assert {p.relative_to(ROOT).as_posix() for p in (ROOT / "static/vendor").rglob("*.js")} <= listed


def test_lock_files_name_no_place_and_everything_has_a_hash():
    for path in (*ROOT.glob("requirements*.txt"), ROOT / "tools/vendor/package-lock.json"):
        assert "://" not in re.sub(r'"(?:url|funding)": "[^"]*"', "", path.read_text()), path
    for path in ROOT.glob("requirements*.txt"):
        pins = [line for line in path.read_text().splitlines() if "==" in line]
        assert all(line.rstrip().endswith("\\") for line in pins), "each is followed by its hashes"


def test_every_row_of_the_list_of_faults_has_a_test():
    written = "".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    rows = {int(n) for n in re.findall(r"^def test_fault_(\d\d)_", written, flags=re.MULTILINE)}
    assert rows == set(range(1, 73))
