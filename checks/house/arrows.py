"""Which file knows which: a file knows the file that defines what it names."""

import os

from modules import Module, Reader
from names import Names, paths


class Arrows:
    def __init__(self, root):
        self.folder = os.path.dirname(root)
        self.root = Reader(root).root
        self.names = Names()
        self.all = {}  # (from, to) to [(line, name)]
        self.faces = []  # (file, line, name)
        for module in self.root.below():
            self.read(module)

    def arrow(self, module, line, path, targets, test):
        files = {target for target in targets if not isinstance(target, Module)}
        for file in files:
            if not test and file != module.file:
                self.all.setdefault((module.file, file), []).append((line, "::".join(path)))

    def path(self, module, path, line, test):
        faces = []
        targets = self.names.resolve(module, path, faces)
        self.faces += [(module.file, line, name) for name in faces]
        self.arrow(module, line, path, targets, test)

    def read(self, module):
        reexported = {}
        for brought in module.imports:
            if brought.name is None:
                continue
            if brought.public:
                reexported[brought.name] = brought
            else:
                self.path(module, brought.path, brought.line, brought.test)
        globs = [brought for brought in module.imports if brought.name is None and not brought.public]
        for body, test in module.bodies:
            for path, line, macro in paths(body):
                if len(path) > 1:
                    self.path(module, path, line, test)
                    continue
                name = path[0]
                if macro:
                    self.textual_macro(module, name, line, test)
                if name in reexported:
                    self.path(module, reexported[name].path, line, test)
                elif globs and name not in module.items:
                    for brought in globs:
                        for target in self.names.resolve(module, brought.path):
                            if isinstance(target, Module):
                                self.arrow(module, line, path, self.names.candidates(target, name), test)

    def textual_macro(self, module, name, line, test):
        """A macro without a path is that of a module around, above its `mod` line."""
        around = module
        while around:
            if name in around.macros and around.macros[name] != module.file:
                return self.arrow(module, line, [name + "!"], [around.macros[name]], test)
            around = around.parent

    def room(self, file):
        return os.path.relpath(file, self.folder).split(os.sep)[0].removesuffix(".rs")

    def circles(self):
        """Circles of files, the short ones first, until each arrow of a circle has been in one that is told."""
        knows = {}
        for start, end in self.all:
            knows.setdefault(start, []).append(end)
        told, found = set(), []
        for start, end in sorted(self.all):
            back = shortest(knows, end, start)
            if back:
                found.append([start] + back)
        for circle in sorted(found, key=lambda files: (len(files), files)):
            edges = list(zip(circle, circle[1:]))
            if not told.issuperset(edges):
                told.update(edges)
                yield edges


def shortest(knows, start, goal):
    """The shortest way by arrows, with both ends."""
    came, queue = {start: None}, [start]
    for file in queue:
        if file == goal:
            way = []
            while file is not None:
                way.append(file)
                file = came[file]
            return way[::-1]
        for following in sorted(knows.get(file, [])):
            if following not in came:
                came[following] = file
                queue.append(following)
    return None
