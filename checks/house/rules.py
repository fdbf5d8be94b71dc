"""The rules of the house, and what breaks them."""

import os

# The rooms of velithon-runtime from the top, each with the rooms below it in reach. The order inside a line counts too.
ROOMS = """
    private
    lib
    axum actix
    sql sea_orm openapi openapi_missing csv_argument
    export
    source
    seek
    page
    stream
    memory testing
    csv
    json keyset probe list blocking error head problem percent
""".split()

# Who may import through the face.
FACES = {"lib.rs", "private.rs"}

# Crates of the frameworks and the features that bring them, and who may name either in velithon-runtime, besides the `mod`
# lines of lib.rs. `error/status.rs` may: what a handler's error has to be depends on which frameworks are in the build, and
# that is asked where there is none, too.
FRAMEWORKS = {"axum": "axum", "actix_web": "actix", "actix_rt": "actix"}
MAY_NAME_A_FRAMEWORK = (
    "axum.rs",
    "axum/",
    "actix.rs",
    "actix/",
    "private.rs",
    "error/status.rs",
    "page/handler/may_move.rs",  # the same of a handler's future
)


def broken(crate, arrows, repository):
    """What is broken in a crate, each with its lines."""

    def place(file, line):
        return f"{os.path.relpath(file, repository)}:{line}"

    for circle in arrows.circles():
        said = f"a circle of {len(circle)} files:"
        for start, end in circle:
            line, path = arrows.all[start, end][0]
            said += f"\n    {place(start, line)} -> {os.path.relpath(end, repository)}  ({path})"
        yield said
    for file, line, name in sorted(set(arrows.faces)):
        if os.path.relpath(file, arrows.folder) not in FACES:
            yield f"{place(file, line)}: `crate::{name}` is imported through the face: name its owner"
    if crate == "runtime":
        yield from upwards(arrows, place)
        yield from frameworks(arrows, place)


def upwards(arrows, place):
    rank = {room: at for at, room in enumerate(ROOMS)}
    for module in arrows.root.children.values():
        if not module.test and arrows.room(module.file) not in rank:
            yield f"{place(module.file, 1)}: the room `{arrows.room(module.file)}` is not in the list of rooms"
    for (start, end), named in sorted(arrows.all.items()):
        low, high = arrows.room(start), arrows.room(end)
        if low in rank and high in rank and rank[high] < rank[low]:
            line, path = named[0]
            yield f"{place(start, line)}: `{low}` is below `{high}`, and names {path}"


def frameworks(arrows, place):
    found = set()
    for module in arrows.root.below():
        if os.path.relpath(module.file, arrows.folder).startswith(MAY_NAME_A_FRAMEWORK):
            continue
        mods = module.mods if module.parent else []
        for tokens, test in mods + module.uses + module.bodies:
            if not test:
                found |= {(module.file, line, text) for line, text in named_frameworks(tokens)}
    for file, line, text in sorted(found):
        yield f"{place(file, line)}: {text} names a framework outside of axum.rs and actix.rs"


def named_frameworks(tokens):
    for at, token in enumerate(tokens):
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if token.text in FRAMEWORKS and (following == "::" or at and tokens[at - 1].text == "::"):
            yield token.line, f"{token.text}::"
        if token.text == "feature" and following == "=" and tokens[at + 2].text.strip('"') in FRAMEWORKS.values():
            yield token.line, f"feature = {tokens[at + 2].text}"
