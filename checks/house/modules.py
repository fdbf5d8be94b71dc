"""A crate as a tree of modules: their items, what their `use`s bring, and the tokens of their bodies."""

import os

from tokens import OPEN, group_end, tokens_of

NAMED = {"fn", "struct", "enum", "union", "trait", "type", "static", "const"}
QUALIFIERS = {"async", "unsafe", "extern", "default", "auto", "safe"}


class Import:
    """One name that a `use` brings; `name` is None for a glob."""

    def __init__(self, path, name, line, public, test):
        self.path, self.name, self.line, self.public, self.test = path, name, line, public, test


class Module:
    """One module. The tokens of its lines stand in `mods` (their attributes alone), `uses` and `bodies`, each with whether
    they are there for tests only."""

    def __init__(self, file, name, parent, test):
        self.file, self.name, self.parent, self.test = file, name, parent, test
        self.children, self.items, self.macros = {}, {}, {}
        self.imports = []
        self.mods, self.uses, self.bodies = [], [], []

    def root(self):
        return self.parent.root() if self.parent else self

    def below(self):
        yield self
        for child in self.children.values():
            yield from child.below()


class Reader:
    """Reads a crate from its root file into a tree of modules."""

    def __init__(self, root):
        self.root = Module(root, "crate", None, False)
        self.read_file(self.root, os.path.dirname(root))

    def read_file(self, module, folder):
        with open(module.file, encoding="utf-8") as file:
            self.read(tokens_of(file.read()), module, folder)

    def read(self, tokens, module, folder):
        """The items of a module, whose children have their files in `folder`."""
        at = 0
        while at < len(tokens):
            start, attributes = at, []
            while at < len(tokens) and tokens[at].text == "#":
                at += 2 if tokens[at + 1].text == "!" else 1
                end = group_end(tokens, at)
                attributes.append(tokens[at + 1 : end - 1])
                at = end
            test = module.test or any(is_test(attribute) for attribute in attributes)
            public = at < len(tokens) and tokens[at].text == "pub"
            if public:
                at += 1
                if at < len(tokens) and tokens[at].text == "(":
                    at = group_end(tokens, at)
            end = item_end(tokens, at)
            item = tokens[at:end]
            word = item[0].text if item else ""
            attributed = [token for attribute in attributes for token in attribute]
            if word == "mod" and item[1].kind == "word":
                self.read_module(item, attributes, module, folder, test)
                module.mods.append((attributed, test))
            elif word == "use":
                module.imports += imports(item[1:], public, test)
                module.uses.append((attributed + item, test))
            elif item:
                declare(item, attributes, module)
                module.bodies.append((attributed + item, test))
                # A `use` inside of a body brings names for the whole of the module: near enough.
                for position, token in enumerate(item):
                    if token.text == "use" and item[position - 1].text in "{};":
                        stop = next(i for i in range(position, len(item)) if item[i].text == ";")
                        module.imports += imports(item[position + 1 : stop + 1], False, test)
            at = max(end, start + 1)

    def read_module(self, item, attributes, module, folder, test):
        name = item[1].text
        path = next((a[2].text.strip('"') for a in attributes if len(a) == 3 and a[0].text == "path"), None)
        if item[2].text == "{":
            child = module.children[name] = Module(module.file, name, module, test)
            self.read(item[3:-1], child, os.path.join(folder, path or name))
            return
        if path:
            file = os.path.normpath(os.path.join(os.path.dirname(module.file), path))
            below = os.path.dirname(file)
        else:
            file, below = os.path.join(folder, name + ".rs"), os.path.join(folder, name)
        if os.path.exists(file):
            child = module.children[name] = Module(file, name, module, test or name == "tests")
            self.read_file(child, below)


def is_test(attribute):
    words = [token.text for token in attribute]
    return words == ["test"] or words[:1] == ["cfg"] and "test" in words and not {"not", "any"} & set(words)


def item_end(tokens, at):
    """Items end with `;` or with the braces of their body; a `use` and what has a value only with `;`."""
    word = tokens[at].text if at < len(tokens) else ""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    valued = word in ("use", "static", "type") or word == "const" and following not in ("fn", "unsafe", "async", "extern")
    while at < len(tokens):
        if tokens[at].text == ";" and tokens[at].kind == "mark":
            return at + 1
        if tokens[at].kind == "mark" and tokens[at].text in OPEN:
            brace = tokens[at].text == "{"
            at = group_end(tokens, at)
            if brace and not valued:
                return at
        else:
            at += 1
    return at


def declare(item, attributes, module):
    words = [token.text for token in item]
    if words[0] == "macro_rules":
        exported = any(attribute[0].text == "macro_export" for attribute in attributes)
        holder = module.root() if exported else module
        holder.macros[words[2]] = holder.items[words[2]] = module.file
        return
    if words[0] == "impl":
        return
    if len(words) > 1 and words[1] == "!":
        # What a macro's arguments declare, as those of `pin_project!` do.
        places = range(len(words) - 1)
    else:
        first = 0
        while is_qualifier(item, first):
            first += 1
        places = [first]
    for place in places:
        if words[place] in NAMED:
            name = place + 2 if words[place + 1] == "mut" else place + 1
            if item[name].kind == "word":
                module.items[words[name]] = module.file


def is_qualifier(item, at):
    """Whether a word stands before the one that says what kind of item it is: `const` is either."""
    if item[at].text == "const":
        return item[at + 1].text in NAMED | QUALIFIERS
    return item[at].text in QUALIFIERS or item[at].kind == "text"


def imports(tokens, public, test):
    """The tree of a `use`, flattened."""
    found = []

    def tree(at, prefix):
        path, name = list(prefix), None
        while True:
            text = tokens[at].text
            if text == "{":
                at += 1
                while tokens[at].text != "}":
                    at = tree(at, path)
                    at += tokens[at].text == ","
                return at + 1
            if text == "*":
                found.append(Import(path, None, tokens[at].line, public, test))
                return at + 1
            if text == "::" and not path:
                path.append("::")
                at += 1
                continue
            line = tokens[at].line
            if not (text == "self" and path):
                path.append(text)
            at += 1
            if tokens[at].text == "::":
                at += 1
                continue
            name = path[-1]
            if tokens[at].text == "as":
                name = tokens[at + 1].text
                at += 2
            found.append(Import(path, name, line, public, test))
            return at

    tree(0, [])
    return found
