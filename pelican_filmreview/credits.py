"""Lines of credits in, people and their roles out: names parted at commas, "Actor as Role"."""

from __future__ import annotations

import re

from pelican_filmreview.film import Credit, Person, Role

# What follows a comma without being a name of its own: "Robert Downey, Jr.".
_SUFFIX = re.compile(r"(?:Jr|Sr|Esq|Ph\.?\s?D|M\.?\s?D|II|III|IV|V)\.?(?=\s|$)", re.I)
_COMMAS = re.compile(r"\s*[,，、]\s*")
_STRONGER = re.compile(r"\s*[;；]\s*|\s+/\s+")
_AND = re.compile(r"(?:and|und|et|e|y|en|och|i|&)\s+(?=\S)")
_AS = re.compile(r"\s+(?:as|als|AS|como|…|\.{3,})\s+")
_COLON = re.compile(r"\s*：\s*|:\s+")
_ROLES = re.compile(r"\s+/\s+")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
# How a part was played, as film credits word it; other brackets are part of the role's name.
_NOTE = re.compile(
    r"""(?:also\s|partly\s|singing\s|english\s|original\s|additional\s)*
        (?:voices?|vocals|uncredited|credit\s+only|credited\s+as\s.+|billed\s+as\s.+|as\s.+
          |archive\s+(?:footage|sound|audio|material)|archival\s+footage|stock\s+footage
          |cameo|scenes\s+deleted|deleted\s+scenes?|unconfirmed|narrator\s+voice
          |motion\s+capture|performance\s+capture|mocap|puppeteer|stunts?|body\s+double|himself
          |herself|themselves|self|guest(?:\s+star)?|special\s+appearance|posthumous.*
          |stimme|voix|voz|voce|목소리|특별출연|우정출연|声|配音|友情出演)
        (?:\s*[,:/].*)?""",
    re.I | re.X,
)


def split_names(line: str) -> tuple[str, ...]:
    """Part a line of names at its commas, keeping "Robert Downey, Jr." whole.

    Semicolons, and slashes with spaces around them, part more strongly than commas do: where a
    line has them, commas belong to the names. A last "and X" after a comma loses its "and".
    """
    if _STRONGER.search(line):
        return tuple(piece for piece in (p.strip() for p in _STRONGER.split(line)) if piece)
    names: list[str] = []
    for piece in _COMMAS.split(line.strip()):
        if names and _SUFFIX.match(piece):
            suffix = _SUFFIX.match(piece)
            end = suffix.end() if suffix else 0
            names[-1] += ", " + piece[:end]
            piece = _AND.sub("", piece[end:].strip(), count=1)
        elif names:
            joined = _AND.match(piece)
            piece = piece[joined.end() :] if joined else piece
        if piece:
            names.append(piece)
    return tuple(names)


def split_terms(line: str) -> tuple[str, ...]:
    """Part a line of words such as genres at commas, semicolons and slashes with spaces."""
    pieces = re.split(r"\s*[,，、;；]\s*|\s+/\s+|\s+·\s+", line.strip())
    return tuple(piece for piece in pieces if piece)


def read_credit(line: str) -> Credit:
    """Read one line of a cast list: `Actor as Role`, `Actor: Role`, or `Actor` alone.

    The word or the colon that comes first and outside brackets parts actor and role; roles of
    one actor are parted by " / ". Notes in brackets are taken off the end of each.
    """
    actor, role = _split_credit(line.strip())
    name, notes = split_notes(actor)
    if not role:
        return Credit(Person(name), (), notes)
    return make_credit(Person(name), _ROLES.split(role), notes)


def make_credit(actor: Person, roles: list[str], notes: tuple[str, ...] = ()) -> Credit:
    """Give the credit of an actor for roles as written, each with its notes in brackets.

    A role that is only a note, such as "(uncredited)", is a note on the credit.
    """
    read: list[Role] = []
    for written in roles:
        name, role_notes = split_notes(written.strip())
        if name:
            read.append(Role(name, role_notes))
        else:
            notes = (*notes, *role_notes)
    return Credit(actor, tuple(read), notes)


def split_notes(text: str) -> tuple[str, tuple[str, ...]]:
    """Take credit notes such as "(voice)" and "(as Zoe Saldana)" off the end of a text."""
    notes: list[str] = []
    while (found := _BRACKETS.search(text)) and _NOTE.fullmatch(found[1].strip()):
        notes.insert(0, found[1].strip())
        text = text[: found.start()]
    return text.strip(), tuple(notes)


def _split_credit(line: str) -> tuple[str, str]:
    # Brackets are blanked out, length kept, so that "(as Zoe Saldana)" does not part the line.
    bare = re.sub(r"\([^()]*\)", lambda found: "·" * len(found[0]), line)
    found = min(
        (match for match in (_AS.search(bare), _COLON.search(bare)) if match),
        key=lambda match: match.start(),
        default=None,
    )
    if found is None or found.start() == 0:
        return line, ""
    return line[: found.start()], line[found.end() :].strip()
