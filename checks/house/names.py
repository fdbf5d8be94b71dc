"""What a path names: the file that defines it, found by the modules and through their faces."""

from modules import Module
from tokens import group_end

GENERATES = {"quote", "quote_spanned", "parse_quote", "parse_quote_spanned"}


def paths(tokens):
    """The paths in the tokens of an item, with their lines, and whether a macro is called by it."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        before = tokens[at - 1].text if at else ""
        following = [other.text for other in tokens[at + 1 : at + 3]]
        if token.text == "$" or token.kind != "word":
            at += 2 if token.text == "$" else 1
            continue
        if token.text in GENERATES and following[:1] == ["!"]:
            at = group_end(tokens, at + 2)
            continue
        path = [token.text]
        at += 1
        while at + 1 < len(tokens) and tokens[at].text == "::" and tokens[at + 1].kind == "word":
            path.append(tokens[at + 1].text)
            at += 2
        if before in (".", "::"):
            # A method or a field; what follows a generic argument; or another crate, by `::name`.
            continue
        yield path, token.line, at < len(tokens) and tokens[at].text == "!"


class Names:
    """Finds what a path names, by the modules and through their faces."""

    def __init__(self):
        self.busy = set()

    def candidates(self, module, name):
        """What a name in a module can be: modules, and files that define it."""
        found = []
        if name in module.children:
            found.append(module.children[name])
        if name in module.items:
            found.append(module.items[name])
        key = (id(module), name)
        if key in self.busy:
            return found
        self.busy.add(key)
        for brought in module.imports:
            if brought.name == name:
                targets = self.resolve(module, brought.path)
                # What another crate defines belongs to nobody here.
                found += [target for target in targets if target not in found]
        # A module and a function can have the same name.
        if all(isinstance(target, Module) for target in found):
            for brought in module.imports:
                if brought.name is None:
                    for target in self.resolve(module, brought.path):
                        if isinstance(target, Module):
                            found += self.candidates(target, name)
        self.busy.discard(key)
        return found

    def resolve(self, module, path, faces=None):
        """Where a path leads, as `candidates` does. Names that are taken off the root's re-exports go to `faces`."""
        head, rest = path[0], path[1:]
        if head == "::":
            return []
        if head == "crate":
            places = [module.root()]
        elif head == "self":
            places = [module]
        elif head == "super":
            places = [module.parent] if module.parent else []
        else:
            places = self.candidates(module, head)
        for name in rest:
            modules = [place for place in places if isinstance(place, Module)]
            if not modules:
                # Below an item: a variant, or what is associated with it.
                return places
            if name == "super":
                places = [place.parent for place in modules if place.parent]
                continue
            if faces is not None and any(self.is_face(place, name) for place in modules):
                faces.append(name)
            places = [target for place in modules for target in self.candidates(place, name)]
        return places

    @staticmethod
    def is_face(place, name):
        if place.parent is not None or name in place.children:
            return False
        return any(brought.public and brought.name in (name, None) for brought in place.imports)
