"""Joining modules: what was imported is what is used, and any form that is not known is refused."""

import shutil
import subprocess

import pytest

from facilitator.serving.assets import SCREENS, STATIC
from facilitator.serving.bundles import Bundle, CannotJoin, screen_bundle


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
    one = 'const hidden = "a";\nexport function one() {\n  return hidden + w;\n}\n'
    two = 'const hidden = "b";\nexport default function two() {\n  return first() + hidden + v;\n}\n'
    write(
        tmp_path,
        vendor__v='export default "V";\nexport const w = "W";\n',
        js__a='// a comment\nimport { w } from "../vendor/v.js";\n' + one,
        js__b='import { one as first } from "./a.js";\nimport v from "../vendor/v.js";\n' + two,
        js__c='import * as b from "./b.js";\nexport const begin = () => console.log(b.default());\n',
    )
    bundle = Bundle(tmp_path)
    name = bundle.add(tmp_path / "js/c.js")
    assert run(bundle.text() + f"{name}.begin();\n", tmp_path) == "aWbV"


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
