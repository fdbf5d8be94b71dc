//! Finds the function, the expression or the arm that a mutant changes.

use std::{mem, ops::Range};

use syn::{
    Block, ExprBinary, ExprMatch, ExprUnary, ImplItemFn, ItemFn, Pat, Signature, TraitItemFn, spanned::Spanned,
    visit::Visit,
};

use crate::{Mutant, text::Text};

/// What is written around a range, which may have edits of its own.
pub(crate) struct Edit {
    pub(crate) number: u32,
    pub(crate) range: Range<usize>,
    pub(crate) before: String,
    pub(crate) after: &'static str,
    /// The function that returns at once, the match that the arm is of, or the range.
    pub(crate) around: Range<usize>,
}

pub(crate) fn find(file: &syn::File, text: &Text<'_>, mutant: &Mutant) -> Option<Edit> {
    let mut finder = Finder {
        text,
        mutant,
        place: text.range(mutant.span),
        enclosing_match: 0..0,
        found: None,
    };
    finder.visit_file(file);
    finder.found
}

struct Finder<'a> {
    text: &'a Text<'a>,
    mutant: &'a Mutant,
    /// What cargo-mutants would replace.
    place: Range<usize>,
    /// The innermost match around what is visited.
    enclosing_match: Range<usize>,
    found: Option<Edit>,
}

impl Finder<'_> {
    fn is(&self, genre: &str) -> bool {
        self.mutant.genre == genre
    }

    fn edit(&mut self, range: Range<usize>, before: String, after: &'static str) {
        // Without the arm the match may not be exhaustive, and the compiler's error then points at the match.
        let is_arm = self.is("MatchArm") || self.is("MatchArmGuard");
        let around = if is_arm { &self.enclosing_match } else { &range };
        self.found = Some(Edit {
            number: self.mutant.number,
            around: around.clone(),
            range,
            before,
            after,
        });
    }

    /// Makes an expression one of two branches.
    fn branch(&mut self, range: Range<usize>, mutated: &str) {
        let number = self.mutant.number;
        let before = format!("(if crate::__mutant({number}) {{ {mutated} }} else {{ ");
        self.edit(range, before, " })");
    }

    /// The body of a function, which its mutant returns from at once. Of functions within each other, the innermost is the last.
    fn body(&mut self, signature: &Signature, block: &Block) {
        let range = self.text.parsed(block.span());
        let is_around = range.start <= self.place.start && self.place.end <= range.end;
        if self.is("FnValue") && is_around && signature.constness.is_none() {
            let Mutant {
                number, replacement, ..
            } = self.mutant;
            let start = range.start + 1;
            self.found = Some(Edit {
                number: *number,
                range: start..start,
                before: format!(" if crate::__mutant({number}) {{ return {replacement}; }}"),
                after: "",
                around: self.text.parsed(signature.span()).start..range.end,
            });
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.body(&function.sig, &function.block);
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.body(&function.sig, &function.block);
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(block) = &function.default {
            self.body(&function.sig, block);
        }
        syn::visit::visit_trait_item_fn(self, function);
    }

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        let operator = self.text.parsed(binary.op.span());
        if self.is("BinaryOperator") && operator == self.place {
            let all = self.text.parsed(binary.span());
            let left = self.text.get(all.start..operator.start);
            let right = self.text.get(operator.end..all.end);
            self.branch(all, &format!("{left}{}{right}", self.mutant.replacement));
        }
        syn::visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast ExprUnary) {
        let operator = self.text.parsed(unary.op.span());
        if self.is("UnaryOperator") && operator == self.place {
            let all = self.text.parsed(unary.span());
            let operand = self.text.get(operator.end..all.end);
            self.branch(all, &format!("{}{operand}", self.mutant.replacement));
        }
        syn::visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_match(&mut self, expression: &'ast ExprMatch) {
        let outer = mem::replace(&mut self.enclosing_match, self.text.parsed(expression.span()));
        syn::visit::visit_expr_match(self, expression);
        self.enclosing_match = outer;
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        let number = self.mutant.number;
        let guard = match &arm.pat {
            Pat::Guard(pattern) => Some(self.text.parsed(pattern.guard.span())),
            _ => None,
        };
        if self.is("MatchArm") && self.text.parsed(arm.span()).start == self.place.start {
            if let Some(guard) = guard {
                self.edit(guard, format!("(!crate::__mutant({number}) && ("), "))");
            } else {
                let end = self.text.parsed(arm.pat.span()).end;
                self.edit(end..end, format!(" if !crate::__mutant({number})"), "");
            }
        } else if self.is("MatchArmGuard")
            && let Some(guard) = guard
            && guard == self.place
        {
            self.branch(guard, &self.mutant.replacement);
        }
        syn::visit::visit_arm(self, arm);
    }
}
