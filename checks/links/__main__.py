"""Finds links that lead nowhere: `python3 checks/links TARGET/doc`, after `cargo doc`, as a reader of docs.rs and of GitHub meets them.

Looked at are all pages of Velithon's crates in the folder, and all Markdown of the repository: relative links, the anchors in them,
pictures, and what is linked in this repository by its address. Nothing is asked of the network.
"""

import pathlib
import re
import sys
import urllib.parse
from html.parser import HTMLParser

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Links in what traits of other crates say of their methods, which rustdoc copies as they are, and its own scripts of implementations
# that there may be elsewhere.
FOREIGN = re.compile(r"dispatcher#|futures_core::|struct\.GetAll\.html$|#tymethod\.compose$|(\.\./)+trait\.impl/.*\.js$")
CRATES = ["velithon", "velithon_client", "velithon_macros", "velithon_runtime"]
# What is at these addresses is at hand: a file of this repository, or a page of the documentation.
REPOSITORY = re.compile(r"https://(?:github\.com/velithon/velithon-rs/(?:blob|tree)|raw\.githubusercontent\.com/velithon/velithon-rs)/main/")
DOCUMENTATION = re.compile(r"https://docs\.rs/(velithon(?:-client)?)(?:/(?:latest|\*)/(.*))?$")


class Page(HTMLParser):
    """The links and the anchors of a page of HTML."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src") and value:
                self.links.append((self.getpos()[0], value))
            if name in ("id", "name") and value:
                self.anchors.add(value)


class Documentation:
    """The folder that `cargo doc` has written."""

    def __init__(self, folder):
        self.folder, self.pages = folder, {}

    def page(self, path):
        if path not in self.pages:
            self.pages[path] = Page(path)
        return self.pages[path]

    def fault(self, start, link):
        """What is wrong with a link from a page, if anything is."""
        if own := DOCUMENTATION.match(link):
            start = self.folder / own[1].replace("-", "_") / "index.html"
            link = (own[2] or "").removeprefix(own[1].replace("-", "_") + "/")
        elif REPOSITORY.match(link):
            return of_repository(link)
        elif urllib.parse.urlsplit(link).scheme:
            return None
        path, _, anchor = link.partition("#")
        target = start if not path else (start.parent / urllib.parse.unquote(path.partition("?")[0])).resolve()
        if target.is_dir():
            target /= "index.html"
        if not target.is_file():
            return "there is no such file"
        # The lines of a source are made by a script.
        if not anchor or target.suffix != ".html" or (self.folder / "src") in target.parents:
            return None
        # rustdoc writes its anchors as they stand in its links.
        anchors = self.page(target).anchors
        return None if anchor in anchors or urllib.parse.unquote(anchor) in anchors else "there is no such anchor"

    def faults(self):
        for crate in CRATES:
            folder = self.folder / crate
            if not (folder / "index.html").is_file():
                yield f"{folder}: not documented; run `cargo doc` before"
            for path in sorted(folder.rglob("*.html")):
                for line, link in self.page(path).links:
                    if not FOREIGN.match(link) and (fault := self.fault(path, link)):
                        yield f"{path.relative_to(self.folder)}:{line}: {link}: {fault}"


def of_repository(link):
    path = ROOT / REPOSITORY.sub("", link).partition("#")[0]
    return None if path.exists() else "there is no such file in the repository"


def prose(text):
    """Markdown without its blocks of code, each line in its place."""
    fence = False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fence = not fence
            yield ""
        else:
            yield "" if fence else line


def slugs(text):
    """The anchors that GitHub gives to headings."""
    seen, found = {}, set()
    for line in prose(text):
        if heading := re.match(r"#{1,6}\s+(.*)", line):
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1].strip()).replace("`", "")
            slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
            count = seen[slug] = seen.get(slug, -1) + 1
            found.add(f"{slug}-{count}" if count else slug)
    return found


def markdown_faults(documentation):
    hidden = {"target", "node_modules", ".git"}
    for path in sorted(ROOT.rglob("*.md")):
        if hidden.intersection(path.relative_to(ROOT).parts) or path.parent.name == "corpus":
            continue
        text = path.read_text(encoding="utf-8")
        lines = list(prose(text))
        defined = {name.lower() for line in lines if (name := (re.match(r"\[([^\]]+)\]:\s", line) or [None, ""])[1])}
        for number, line in enumerate(lines, 1):
            place = f"{path.relative_to(ROOT)}:{number}"
            shown = re.sub(r"`[^`]*`", "", line)
            links = re.findall(r"\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)", shown) + re.findall(r"^\[[^\]]+\]:\s+(\S+)", line)
            for link in links:
                if fault := markdown_fault(path, text, link, documentation):
                    yield f"{place}: {link}: {fault}"
            for name in re.findall(r"\]\[([^\]]+)\]", line):
                if name.lower() not in defined:
                    yield f"{place}: [{name}]: this link is not defined"


def markdown_fault(path, text, link, documentation):
    if REPOSITORY.match(link):
        return of_repository(link)
    if DOCUMENTATION.match(link):
        return documentation.fault(path, link)
    if urllib.parse.urlsplit(link).scheme:
        return None
    file, _, anchor = link.partition("#")
    target = path if not file else path.parent / urllib.parse.unquote(file)
    if not target.exists():
        return "there is no such file"
    if anchor and target.suffix == ".md" and anchor not in slugs(text if target == path else target.read_text(encoding="utf-8")):
        return "there is no such heading"
    return None


def main():
    documentation = Documentation(pathlib.Path(sys.argv[1]).resolve())
    faults = [*documentation.faults(), *markdown_faults(documentation)]
    for fault in faults:
        print(fault)
    pages = len(documentation.pages)
    links = sum(len(page.links) for page in documentation.pages.values())
    print(f"{links} links on {pages} pages, and the Markdown: {len(faults)} lead nowhere")
    sys.exit(bool(faults) or pages == 0)


main()
