"""Lines of credits in, people and their roles out: names parted at commas, "Actor as Role"."""

from __future__ import annotations

import re

from pelican_filmreview.film import Credit, Person, Role
from pelican_filmreview.late_pattern import compile_late

# What follows a comma without being a name of its own: "Robert Downey, Jr. as Tony Stark".
_SUFFIX = re.compile(
    r"(?:[JS]r\.?|[Ee]sq\.?|Ph\.?\s?D\.?|M\.D\.|III?|IV|Inc\.?|Ltd\.?|LLC|GmbH|S\.A\.)(?=$|\s*+[(（:：;]|\s++(?:as|als|and|und|&)\s)",
)
# What may be one, at the beginning of any line but the first.
_NEXT_SUFFIX = re.compile(r"\0\s*+(?:[JS]r|[Ee]sq|Ph|M\.D|II|IV)")
_AND = compile_late(r"(?:and|und|et|e|y|en|och|i|&)\s++(?=\S)")
_COMMA = "[,，、،]"
_STRONGER = r"[;；؛]|(?<=\s)[/|·](?=\s)"
_STRONGER_IN_CAST = "[;；؛]"
_TERM_END = r"[,，、،;；؛]|(?<=\s)[/|·](?=\s)"
# "A. Bee, C. Dee and E. Eff": the last two of a list. Each has to be of two words, for Powell and
# Pressburger are one.
_JOINT = compile_late(" (?:and|und|et|en|och|og) ")
_NO_NAME = compile_late(
    "(?:The|His|Her|Their|Les|Los|Die|Das|Sons|Associates|Company|Family|Friends) "
    r"|.* (?:Band|Films|Pictures|Productions|Orchestra|Ensemble|Inc\.?|Ltd\.?|LLC|GmbH|Co\.?)$"
)
_ROLE_END = compile_late(r"(?<=\s)/(?=\s)")
# The words are those that pages print between an actor and a role, in the languages of the labels.
_AS = (
    "als|como|jako|som|come|ως|饰演?|飾演?|в роли|в ролі|في دور|در نقش|בתפקיד"
    "|dans le rôle de|nel ruolo di|in(?: der)? Rolle von"
)
_ROLE_START = compile_late(
    rf"：|:(?=\s|$)|(?<=\s)as(?=\s|$)|(?<=\s)(?:As|AS|{_AS}|…|\.{{3,9}})(?=\s)"
    r"|(?<=\s)(?:rolü|भूमिका|배역|役名) ?[:：]"
)
_MARKS = re.compile(r"[:：/…]|[^\S ]|\.\.")
_OTHER_AS = re.compile(r" (?:A[sS]|als|como)(?: |;|$)|[(（]|,$")
# Where a line of ASCII has none of these, its commas are all that parts it.
_PARTING = frozenset("();/|")
_BRACKETED = compile_late(r"\([^()]*+\)|（[^（）]*+）")
_OPENER_OF = {")": "(", "）": "（"}
# How a part was played, as film credits word it; other brackets are part of the role's name.
_NOTE = compile_late(
    r"""(?:also\s|partly\s|singing\s|english\s|original\s|additional\s)*+
        (?:voices?|vocals|uncredited|credit\s+only|credited\s+as\s.+|billed\s+as\s.+|as\s.+
          |archive\s+(?:footage|sound|audio|material)|archival\s+footage|stock\s+footage
          |cameo|scenes\s+deleted|deleted\s+scenes?|unconfirmed|narrator\s+voice
          |motion\s+capture|performance\s+capture|mocap|puppeteer|stunts?|body\s+double|himself
          |herself|themselves|self|guest(?:\s+star)?|special\s+appearance|posthumous.*
          |stimme|voix|voz|voce|목소리|특별출연|우정출연|声|配音|友情出演)
        (?:\s*[,:/;].*)?""",
    re.I | re.X,
)
_LONGEST_NOTE = 200
_MOST_NOTES = 10


def split_names(line: str) -> tuple[str, ...]:
    """Part a line of names at its commas, keeping "Robert Downey, Jr." whole.

    Semicolons, and slashes with spaces around them, part more strongly than commas do: where a
    line has them, commas belong to the names. Commas in brackets part nothing. A last "and X"
    after a comma loses its "and".
    """
    return _split_people(line, _STRONGER)


def split_credits(line: str) -> tuple[str, ...]:
    """Part a line of cast credits as `split_names` does; " / " parts the roles of one actor."""
    return _split_people(line, _STRONGER_IN_CAST)


def split_crew(line: str) -> tuple[str, ...]:
    """Part a line as `split_names` does, and the last two: "A. Bee, C. Dee and E. Eff".

    Not where others are pairs too, nor "Nick Cave and the Bad Seeds".
    """
    names = split_names(line)
    last = _JOINT.split(" ".join(names[-1].split())) if len(names) > 1 else []
    if len(last) != 2 or re.search(_STRONGER, line) is not None:
        return names
    if any(mark in names[-1] for mark in ("(", " by ")) or any(map(_JOINT.search, names[:-1])):
        return names
    is_pair = all(" " in name and name[0].isupper() for name in last)
    return (*names[:-1], *last) if is_pair and not _NO_NAME.match(last[1]) else names


def _split_people(line: str, stronger: str) -> tuple[str, ...]:
    if line.isascii() and _PARTING.isdisjoint(line):
        return join_suffixes(_strip_pieces(line.split(",")))
    pieces = _split_outside(line, stronger)
    return join_suffixes(pieces if len(pieces) > 1 else _split_outside(line, _COMMA))


def join_suffixes(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """Put a "Jr." that a comma parted from its name back there, and take "and" off a last name."""
    names: list[str] = []
    for piece in pieces:
        suffix = _SUFFIX.match(piece)
        if not names:
            names.append(piece)
        elif suffix is None:
            names.append(_AND.sub("", piece, count=1) if _AND.match(piece) else piece)
        else:
            after = piece[suffix.end() :].strip()
            if joined := _AND.match(after):
                names[-1] += ", " + suffix[0]
                names.append(after[joined.end() :])
            else:
                names[-1] += ", " + piece
    return tuple(names)


def is_suffix(piece: str) -> bool:
    """Whether a text is a "Jr." or the like, which is no name of its own."""
    return _SUFFIX.match(piece) is not None


def split_terms(line: str) -> tuple[str, ...]:
    """Part a line of words such as genres at commas, semicolons and slashes with spaces."""
    if line.isascii() and _PARTING.isdisjoint(line):
        return _strip_pieces(line.split(","))
    return _split_outside(line, _TERM_END)


def _split_outside(line: str, ends: str) -> tuple[str, ...]:
    """Part a line where a pattern matches outside brackets; pieces are stripped, empty ones go."""
    has_pairs = line.count("(") == line.count(")")
    pieces: list[str] = []
    start = depth = 0
    for found in re.finditer(rf"[()]|{ends}", line):
        if found[0] in "()":
            depth += 1 if found[0] == "(" else -1
        elif depth <= 0 or not has_pairs:
            pieces.append(line[start : found.start()])
            start = found.end()
    pieces.append(line[start:])
    return _strip_pieces(pieces)


def _strip_pieces(pieces: list[str]) -> tuple[str, ...]:
    return tuple([text for piece in pieces if (text := piece.strip())])


def split_roles(text: str) -> list[str]:
    """Part the roles of one actor at " / "."""
    return [role for role in (piece.strip() for piece in _ROLE_END.split(text)) if role]


def read_plain_credits(lines: list[str]) -> list[Credit] | None:
    """Read lines that all are "Actor as Role" and hold no mark that has a meaning, as most do.

    As `read_credit` reads them, but looked at together; None where one of them is anything else.
    """
    whole = "\0".join(lines)
    if _MARKS.search(whole) is not None or _NEXT_SUFFIX.search(whole) is not None:
        return None
    parted = [line.strip().partition(" as ") for line in lines]
    names = ";".join([name.rstrip() for name, _, _ in parted]) + ";"
    if _OTHER_AS.search(names) is not None or ",;" in names:
        return None
    credits = []
    for name, _, written in parted:
        role, notes = split_notes(written)
        if not role:
            return None
        credits.append(Credit(Person(name.rstrip()), (Role(role, notes),)))
    return credits


def read_credit(line: str) -> Credit:
    """Read one line of a cast list: `Actor as Role`, `Actor: Role`, or `Actor` alone.

    The word or the colon that comes first and outside brackets parts actor and role; roles of
    one actor are parted by " / ". Notes in brackets are taken off the end of each.
    """
    line = line.strip()
    name, _, written = line.partition(" as ")
    if written and _MARKS.search(line) is None and _OTHER_AS.search(name) is None:
        # Nearly all lines are "Actor as Role" and hold no mark that has a meaning.
        role, notes = split_notes(written)
        if role:
            return Credit(Person(name.rstrip()), (Role(role, notes),))
    actor, role = _split_credit(line)
    name, notes = split_notes(actor)
    return make_credit(Person(name), split_roles(role), notes)


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
    text = text.strip()
    if text[-1:] not in _OPENER_OF:
        return text, ()
    notes: list[str] = []
    while len(notes) < _MOST_NOTES:
        start = _find_last_bracket(text)
        if start is None or not _NOTE.fullmatch(text[start + 1 : -1].strip()):
            break
        notes.insert(0, text[start + 1 : -1].strip())
        text = text[:start].rstrip()
    return text, tuple(notes)


def read_notes(text: str) -> tuple[str, ...]:
    """Give the notes of a text that is one: "(voice) (uncredited)" is two, "voice" is one."""
    notes: list[str] = []
    rest = text.strip()
    while rest and len(notes) < _MOST_NOTES:
        start = _find_last_bracket(rest)
        if start is None:
            return (text.strip(),)
        notes.insert(0, rest[start + 1 : -1].strip())
        rest = rest[:start].rstrip()
    return tuple(note for note in notes if note) if not rest else (text.strip(),)


def _find_last_bracket(text: str) -> int | None:
    """Give where the bracket opens that a text ends with, brackets inside it counted."""
    opener = _OPENER_OF.get(text[-1:])
    if opener is None:
        return None
    if text.count(opener) == text.count(text[-1]) == 1:
        place = text.index(opener)
        return place if len(text) - place < _LONGEST_NOTE else None
    depth = 0
    for place in range(len(text) - 1, max(-1, len(text) - _LONGEST_NOTE), -1):
        depth += (text[place] == text[-1]) - (text[place] == opener)
        if depth == 0:
            return place
    return None


def _split_credit(line: str) -> tuple[str, str]:
    # Brackets are blanked out, length kept, so that "(as Zoe Saldana)" does not part the line.
    bare = line
    if "(" in line or "（" in line:
        bare = _BRACKETED.sub(lambda found: "·" * len(found[0]), line)
    found = _ROLE_START.search(bare)
    if found is None or not line[: found.start()].strip():
        return line, ""
    return line[: found.start()].rstrip().rstrip(",").rstrip(), line[found.end() :].strip()
