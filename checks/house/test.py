"""The rules on little trees: it is silent on one that keeps the rules, and finds each break of them."""

import os
import subprocess
import sys
import tempfile
import unittest

HOUSE = os.path.dirname(os.path.abspath(__file__))

GOOD = {
    "lib.rs": '''
        //! See `crate::Page`, /* and */ no more.
        #[cfg(feature = "axum")]
        mod axum;
        mod head;
        mod page;
        #[path = "private.rs"]
        pub mod __private;
        pub use head::Head;
        pub use page::Page;
    ''',
    "private.rs": "pub use crate::{Head, page::{Page, respond}};",
    "axum.rs": "use ::axum::body::Body; use crate::page::Page; impl From<Page> for Body {}",
    "page.rs": "mod request; mod response; pub use request::respond; pub use self::response::Page;",
    "page/request.rs": '''
        use super::Page;
        use crate::head;
        /// By `crate::Head`; see axum::Router.
        pub fn respond(head: &head::Head) -> Page { let text = "crate::Page, axum::body"; Page(head.0, text, 'a') }
    ''',
    "page/response.rs": '''
        pub struct Page(pub u32, pub &'static str, pub char);
        #[cfg(test)]
        mod tests { use crate::page::respond; #[test] fn it() { respond(&crate::head::Head(1)); } }
    ''',
    "head.rs": "pub struct Head(pub u32);",
}


def run(changes, *arguments, crate="velithon-runtime", root="lib.rs", document=None):
    """What the script says of the good tree with these files instead, and what it ends with."""
    sources = {root if name == "lib.rs" else name: text for name, text in {**GOOD, **changes}.items()}
    files = {os.path.join(crate, "src", name): text for name, text in sources.items()}
    if document:
        files["docs/architecture.md"] = document
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        ended = subprocess.run([sys.executable, HOUSE, *arguments, folder], capture_output=True, text=True, check=False)
        return ended.stdout + ended.stderr, ended.returncode


class House(unittest.TestCase):
    def finds(self, changes, *lines, **options):
        said, code = run(changes, **options)
        for line in lines:
            self.assertIn(line, said)
        self.assertEqual(code, 1, said)
        self.assertIn(", 1 broken\n", said)

    def test_a_tree_that_keeps_the_rules(self):
        said, code = run({})
        self.assertEqual((said, code), ("runtime: 7 files, 3 arrows, 0 broken\n", 0))

    def test_a_circle(self):
        changes = {"page/response.rs": "pub struct Page(pub u32);\n impl Page { fn f() { super::request::respond; } }"}
        src = "velithon-runtime/src/page"
        circle = (
            "a circle of 2 files:\n"
            f"    {src}/request.rs:2 -> {src}/response.rs  (super::Page)\n"
            f"    {src}/response.rs:2 -> {src}/request.rs  (super::request::respond)\n"
        )
        self.finds(changes, circle)
        self.finds({**changes, "axum.rs": "", "private.rs": ""}, "a circle of 2", crate="benches", root="main.rs")

    def test_a_circle_of_three_through_faces_globs_and_renames(self):
        response = "use super::{self as pages, *};\n pub struct Page(pub u32);\n pub fn f() { middle() }"
        middle = "use crate::{page::{request::{self}}}; pub(crate) fn middle() { request::respond() }"
        page = GOOD["page.rs"] + "mod middle; pub(crate) use middle::*;"
        changes = {"page.rs": page, "page/response.rs": response, "page/middle.rs": middle}
        self.finds(changes, "a circle of 3 files:", "response.rs:3 -> ", "(middle)", "(request::respond)")

    def test_a_parent_that_uses_its_child_and_is_used_by_it(self):
        page = GOOD["page.rs"] + "pub(crate) struct Own; fn f() -> response::Page {}"
        response = "pub struct Page(pub super::Own);"
        self.finds({"page.rs": page, "page/response.rs": response}, "a circle of 2 files:", "(response::Page)")

    def test_an_import_through_the_face(self):
        for line in (
            "use crate::{page::Page as P, Head};",
            "fn f(_: crate::Head) {}",
            "#[cfg(test)] mod tests { use crate::Head; }",
        ):
            request = "\n" + line + " use super::Page; pub fn respond() -> Page {}"
            self.finds({"page/request.rs": request}, "src/page/request.rs:2: `crate::Head` is imported through the face")

    def test_an_arrow_upwards(self):
        head = "pub struct Head(pub u32);\nfn up() -> crate::page::Page {}"
        changes = {"head.rs": head, "page/request.rs": "pub fn respond() {}"}
        self.finds(changes, "src/head.rs:2: `head` is below `page`, and names crate::page::Page")

    def test_a_room_that_nobody_listed(self):
        self.finds({"lib.rs": GOOD["lib.rs"] + "mod attic;", "attic.rs": ""}, "the room `attic` is not in the list")

    def test_a_framework_out_of_its_file(self):
        for line in (
            "impl From<Head> for axum::body::Body {}",
            "impl From<Head> for ::actix_web::Error {}",
            '#[cfg(feature = "actix")] fn f() {}',
            'fn f() -> bool { cfg!(all(feature = "axum")) }',
        ):
            self.finds({"head.rs": "pub struct Head(pub u32);\n" + line}, "src/head.rs:2: ", "names a framework")

    def test_what_a_macro_writes_is_generated_code(self):
        macros = {
            "lib.rs": "mod emit; mod plan; pub use plan::Plan;",
            "emit.rs": "use crate::plan::Plan; pub fn emit(_: Plan) { quote! { crate::plan::x; super::emit() } }",
            "plan.rs": "pub struct Plan; fn f() { quote!(crate::emit::emit(#a)) }",
        }
        said, code = run(macros, crate="velithon-macros")
        self.assertEqual(code, 0, said)

    def test_a_document_that_says_what_is_so(self):
        document = "axum.rs    > page     one file a framework\npage  > head\n`page.rs` and `velithon-runtime/src/lib.rs`"
        self.assertEqual(run({}, document=document)[1], 0)
        stale = {
            "page  > head": ("page > head axum", "`page` is drawn to know axum, and does not"),
            "axum.rs    > page": ("axum.rs    > ", "`axum` knows page, which is not drawn"),
            "`page.rs`": ("`pages.rs`", "there is no file `pages.rs`"),
        }
        for so, (otherwise, line) in stale.items():
            self.finds({}, "docs/architecture.md: " + line, document=document.replace(so, otherwise))

    def test_one_crate_alone(self):
        broken = {"page/request.rs": "pub fn respond(_: crate::Head) {}"}
        self.assertEqual(run(broken, "--crate", "macros"), ("", 0))
        self.assertEqual(run(broken, "--crate", "runtime")[1], 1)


if __name__ == "__main__":
    unittest.main()
