"""schema-dts and the TypeScript compiler: every JSON-LD item in, its errors of vocabulary out.

Each item becomes a typed constant, such as `const page: WithContext<Review> = {...}`, and one run
of the compiler checks them all. schema-dts requires no property, knows every property and type of
schema.org, and judges nested objects by their own `@type`.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .built_site import BuiltSite
from .json_ld import Json, JsonLdFault, Node, extract_blocks, list_items, parse_block
from .programs import find_program, install_node_modules, run_program
from .verdict import Finding, JudgeFault, Verdict, reach_verdict

TYPE_NAME = re.compile(r"[A-Za-z]\w*")
COMPLAINT = re.compile(r"^(?:.*/)?(?P<file>\w+\.ts)\((?P<line>\d+),\d+\): error \w+: (?P<text>.*)$")
# The compiler is silent about good files. It always gets this bad one: no answer without it counts.
CANARY = (
    'import type { Review } from "schema-dts";\nexport const canary: Review = {"@type": "Movie"};\n'
)


@dataclass(frozen=True)
class TypedBlock:
    """A TypeScript file made of one JSON-LD block, and the page that the block was found in."""

    page: str
    source: str
    items: int


def judge_vocabulary(site: BuiltSite) -> Verdict:
    """What is wrong with the words and values of each JSON-LD item of the site."""
    typed: dict[str, TypedBlock] = {}
    findings = []
    for page in site.list_pages():
        for text in extract_blocks(site.read_page(page)):
            try:
                typed[f"block{len(typed) + 1}.ts"] = type_block(page, parse_block(text))
            except JsonLdFault as fault:
                findings.append(Finding(page, str(fault)))
    findings += compile_blocks(typed)
    items = sum(block.items for block in typed.values())
    return reach_verdict("vocabulary", {"blocks": len(typed), "items": items}, findings)


def type_block(page: str, block: Json) -> TypedBlock:
    """The TypeScript of a block: a graph states its context once, any other item states its own."""
    items = list_items(block)
    wrap = "WithContext<{}>"
    lines = []
    if isinstance(block, dict) and "@graph" in block:
        wrap = "{}"
        frame = {**block, "@graph": []}
        lines = [f"export const frame: Graph = {json.dumps(frame)};"]
    names = [read_type(item) for item in items]
    for number, (item, name) in enumerate(zip(items, names, strict=True), start=1):
        value = json.dumps(item, ensure_ascii=False, indent=1)
        lines.append(f"export const item{number}: {wrap.format(name)} = {value};")
    imports = ", ".join(sorted({"Graph", "WithContext", *names}))
    source = f'import type {{ {imports} }} from "schema-dts";\n' + "\n".join(lines) + "\n"
    return TypedBlock(page, source, len(items))


def read_type(item: Node) -> str:
    """The one `@type` of a top item."""
    name = item.get("@type")
    if not isinstance(name, str) or not TYPE_NAME.fullmatch(name):
        fault = f"@type must be one name of schema.org, not {name!r}"
        raise JsonLdFault(fault)
    return name


def compile_blocks(typed: dict[str, TypedBlock]) -> Iterator[Finding]:
    """Check all files in one run of the compiler; each error as a finding of the block's page."""
    modules = install_node_modules()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "canary.ts").write_text(CANARY, encoding="utf-8")
        for name, block in typed.items():
            (folder / name).write_text(block.source, encoding="utf-8")
        (folder / "tsconfig.json").write_text(write_settings(modules), encoding="utf-8")
        compiler = modules / "typescript/bin/tsc"
        done = run_program([find_program("node"), compiler, "-p", folder, "--pretty", "false"])
    errors = list(read_errors(done.stdout))
    if not any(name == "canary.ts" for name, _, _ in errors):
        raise JudgeFault("tsc", f"passes what is wrong: {done.stdout}{done.stderr}")
    for name, line, text in errors:
        if name in typed:
            place = typed[name].source.splitlines()[line - 1].strip()
            yield Finding(typed[name].page, f"{text} [{place[:120]}]")


def write_settings(modules: Path) -> str:
    """A tsconfig.json for the strictest check of the files beside it."""
    options: Node = {
        "strict": True,
        "noEmit": True,
        "skipLibCheck": True,
        "module": "esnext",
        "moduleResolution": "bundler",
        "target": "es2022",
        "types": [],
        "paths": {"schema-dts": [str(modules / "schema-dts")]},
    }
    return json.dumps({"compilerOptions": options, "include": ["*.ts"]})


def read_errors(output: str) -> Iterator[tuple[str, int, str]]:
    """File, line and text of each error; the indented lines below it go through its reasons.

    The first line names the outermost type and the last one the property that is to blame.
    """
    errors: list[tuple[str, int, list[str]]] = []
    for line in output.splitlines():
        if match := COMPLAINT.match(line):
            errors.append((match["file"], int(match["line"]), [match["text"]]))
        elif errors and line.startswith(" "):
            errors[-1][2].append(line.strip())
        elif line.strip():
            raise JudgeFault("tsc", line)
    for name, number, texts in errors:
        shown = texts if len(texts) < 3 else [texts[0], texts[-1]]
        yield name, number, " ... ".join(text[:240] for text in shown)
