"""Joining modules: what was imported is what is used, and any form that is not known is refused."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from facilitator.screens import later_furniture, later_words, several
from facilitator.serving.assets import SCREENS, STATIC
from facilitator.serving.bundles import LATER, Bundle, CannotJoin, phone_bundles, screen_bundle, tight_css


def write(folder, **modules):
    for name, text in modules.items():
        path = folder / (name.replace("__", "/") + ".js")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def run(text: str, folder) -> str:
    """What a bundle prints, by a real JavaScript engine."""
    (folder / "made").mkdir(exist_ok=True)
    (folder / "made/out.mjs").write_text(text)
    (folder / "package.json").write_text('{"type": "module"}')
    return subprocess.run(["node", folder / "made/out.mjs"], capture_output=True, text=True, check=True).stdout.strip()


def test_modules_are_joined_in_order_and_keep_their_names_to_themselves(tmp_path):
    one = 'const hidden = "a";\nexport function one() {\n  return hidden + w + f(1);\n}\n'
    two = 'const hidden = "b";\nexport default function two() {\n  return first() + hidden + v;\n}\n'
    write(
        tmp_path,
        vendor__u='var x="U";export{x as u};\n//# sourceMappingURL=u.js.map\n',
        vendor__v='import{u as y}from"./u.js";var a="V",w=y;export{a as default,w};\n',
        vendor__f="var z=1;export default function(q){return q+z}\n",
        js__a='// a comment\nimport { w } from "../vendor/v.js";\nimport f from "../vendor/f.js";\n' + one,
        js__b='import { one as first } from "./a.js";\nimport v from "../vendor/v.js";\n' + two,
        js__c='import * as b from "./b.js";\nexport const begin = () => console.log(b.default());\n',
    )
    bundle = Bundle(tmp_path)
    name = bundle.add(tmp_path / "js/c.js")
    assert run(bundle.text() + f"{name}.begin();\n", tmp_path) == "aU2bV"


@pytest.mark.parametrize(
    "text",
    [
        'export let changing = 1;\n', 'import "./other.js";\n', 'const x = import("./other.js");\n', "export * from './x.js';\n",
        'import { a } from "./a.js"\n',
    ],
)  # fmt: skip
def test_a_form_that_is_not_known_is_refused(tmp_path, text):
    write(tmp_path, js__a=text, js__other="")
    with pytest.raises(CannotJoin):
        Bundle(tmp_path).add(tmp_path / "js/a.js")


def test_modules_in_a_circle_are_refused(tmp_path):
    write(tmp_path, js__a='import { b } from "./b.js";\n', js__b='import { a } from "./a.js";\n')
    with pytest.raises(CannotJoin):
        Bundle(tmp_path).add(tmp_path / "js/a.js")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_is_joined_into_something_a_browser_understands(tmp_path, screen):
    text = screen_bundle(STATIC, screen)
    (tmp_path / "out.mjs").write_text(text)
    assert shutil.which("node")
    subprocess.run(["node", "--check", tmp_path / "out.mjs"], check=True)
    for kind in ("story", "shoutouts"):
        assert f"{kind}: m" in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_part_of_the_phone_is_joined_into_something_a_browser_understands(tmp_path, language):
    files = phone_bundles(STATIC, language, several(), ["story"], later_words, later_furniture)
    assert {f"phone-{part}" for part in (*LATER, "story", "goals")} < set(files)
    for name, text in files.items():
        (tmp_path / f"{name}.{language}.mjs").write_text(text.replace(".js", ".mjs"))
        subprocess.run(["node", "--check", tmp_path / f"{name}.{language}.mjs"], check=True)
    assert ('"Take a seat"' in files["phone"]) is False
    assert ("Cerrar" in files["phone"]) == (language == "es"), "a phone reads one language"
    assert ("esperanza" in files["phone-goals"]) == (language == "es")


def test_what_comes_later_says_nothing_that_is_there_already():
    phone, more = later_words("", "es"), later_words("more", "es")
    assert phone
    assert more
    assert not phone.keys() & more.keys()
    assert not later_words("story", "es").keys() & phone.keys()


def templates(code: str) -> Iterator[tuple[str, str]]:
    """Every template literal of a module: what stands before it, and its text without what is filled in."""
    stack: list[list] = []
    at = 0
    while at < len(code):
        if stack and stack[-1][1] == "text":
            if code[at] == "`":
                begun, _, text = stack.pop()
                yield code[max(0, begun - 4) : begun], "".join(text)
            elif code.startswith("${", at):
                stack.append([at, "code", []])
                at += 1
            else:
                stack[-1][2].append(code[at])
        elif code[at] == "`":
            stack.append([at, "text", []])
        elif code[at] in "\"'":
            at = code.index(code[at], at + 1)
        elif code.startswith("//", at):
            at = code.index("\n", at)
        elif code[at] == "{" and stack:
            stack.append([at, "code", []])
        elif code[at] == "}" and stack:
            stack.pop()
        at += 1


def test_only_templates_that_are_drawn_go_over_several_lines():
    """Joining takes the indentation away, which means nothing there."""
    seen = 0
    for path in (STATIC / "js").rglob("*.js"):
        for before, text in templates(path.read_text()):
            assert "\n" not in text or before == "html", (path.name, text)
            seen += 1
    assert seen > 500


def test_styles_lose_what_means_nothing_and_nothing_else():
    css = '/* why */\na > b:hover,\n.c { color : red;\n  content: " ; } ";\n  margin: 0 calc(1px + 2px);\n}\n'
    assert tight_css(css) == 'a > b:hover,.c{color : red;content:" ; } ";margin:0 calc(1px + 2px)}'
    assert tight_css("@media (width > 1px) {\n  i { top: 0; }\n}\n") == "@media (width > 1px){i{top:0}}"
