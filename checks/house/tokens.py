"""Rust as tokens: without comments, and with each string as one token, so that nothing in it is a name."""

import re

TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*)
      | (?P<comment>/\*)
      | (?P<raw>(?:b|c)?r(?P<hashes>\#*)".*?"(?P=hashes))
      | (?P<text>(?:b|c)?"(?:\\.|[^"\\])*")
      | (?P<char>b?'(?:\\(?:x..|u\{[^}]*\}|.)|[^'\\])')
      | (?P<lifetime>'\w+)
      | (?P<word>(?:r\#)?[A-Za-z_]\w*)
      | (?P<number>\d[\w]*)
      | (?P<mark>::|=>|->|.)""",
    re.VERBOSE | re.DOTALL,
)
OPEN, CLOSE = {"(": ")", "[": "]", "{": "}"}, {")", "]", "}"}


class Token:
    __slots__ = ("kind", "text", "line")

    def __init__(self, kind, text, line):
        self.kind, self.text, self.line = kind, text, line

    def __repr__(self):
        return self.text


def tokens_of(source):
    """The tokens without comments; a string is one token of the kind `text`, so that nothing in it is a name."""
    found, at, line = [], 0, 1
    while at < len(source):
        match = TOKEN.match(source, at)
        kind, end = match.lastgroup if match.lastgroup != "hashes" else "raw", match.end()
        if kind == "comment":
            depth = 1
            while depth and end < len(source):
                two = source[end : end + 2]
                depth += {"/*": 1, "*/": -1}.get(two, 0)
                end += 2 if two in ("/*", "*/") else 1
        elif kind != "space":
            text = match.group().removeprefix("r#") if kind == "word" else match.group()
            found.append(Token("text" if kind == "raw" else kind, text, line))
        line += source.count("\n", at, end)
        at = end
    return found


def group_end(tokens, start):
    """Where the group that opens at `start` ends, exclusively."""
    depth = 0
    for at in range(start, len(tokens)):
        if tokens[at].kind == "mark":
            depth += (tokens[at].text in OPEN) - (tokens[at].text in CLOSE)
            if depth == 0:
                return at + 1
    return len(tokens)
