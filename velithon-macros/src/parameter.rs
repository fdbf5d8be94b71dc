use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{
    Attribute, Pat, PatIdent, PatType, Type,
    visit::{self, Visit},
    visit_mut::{self, VisitMut},
};

use crate::lints::expect_to_allow;

/// An extractor: how it is written in the expanded signature, and how the handler's future takes it over.
///
/// The future binds all names of the pattern a second time. It thereby owns the values until it ends, those that the handler's body
/// never mentions included.
pub(crate) struct Parameter {
    attributes: Vec<Attribute>,
    pattern: Pat,
    pub(crate) ty: Type,
    bindings: Vec<TokenStream>,
    /// The names that the expanded function's own pattern binds.
    names: Vec<Ident>,
}

impl Parameter {
    /// The extractors of a handler, in order.
    pub(crate) fn list(parameters: Vec<PatType>) -> Vec<Self> {
        let parameters = parameters.into_iter().enumerate();
        parameters
            .map(|(index, parameter)| Self::new(parameter, index))
            .collect()
    }

    fn new(parameter: PatType, index: usize) -> Self {
        let PatType { attrs, pat, ty, .. } = parameter;
        let mut names = Names::default();
        names.visit_pat(&pat);
        let mut pattern = *pat;
        let mut own = Vec::new();
        let bindings = if names.own_all {
            DropMut.visit_pat_mut(&mut pattern);
            own.extend(names.found.iter().map(|name| name.ident.clone()));
            names.found.into_iter().map(rebind).collect()
        } else {
            let whole = format_ident!("__argument_{index}", span = Span::mixed_site());
            let written = std::mem::replace(&mut pattern, by_name(whole.clone()));
            // Two statements: the first moves the whole value into the future, the second takes it apart there.
            vec![quote!(let #whole = #whole;), quote!(let #written = #whole;)]
        };
        Self {
            attributes: attrs,
            pattern,
            ty: *ty,
            bindings,
            names: own,
        }
    }

    /// Whether the expanded function has a value of this name.
    pub(crate) fn binds(&self, name: &Ident) -> bool {
        self.names.contains(name)
    }

    /// Whether it is there by a condition only.
    pub(crate) fn is_conditional(&self) -> bool {
        is_conditional(&self.attributes)
    }

    /// The parameter as the expanded function declares it.
    pub(crate) fn input(&self) -> TokenStream {
        let Self { pattern, ty, .. } = self;
        // `#[expect]` stands where the name is bound again: a lint about the name is emitted there. Here it is not to be emitted.
        let attributes = self.attributes.iter().map(expect_to_allow);
        quote!(#(#attributes)* #pattern: #ty)
    }

    /// The statements that bind its names again in the handler's future.
    pub(crate) fn rebind(&self) -> TokenStream {
        let attributes: Vec<_> = self
            .attributes
            .iter()
            .filter(|attribute| is_one_of(attribute, &["cfg", "cfg_attr", "allow", "expect"]))
            .map(|attribute| match self.bindings.len() {
                1 => attribute.clone(),
                // What is expected of the whole pattern may not be true of each statement.
                _ => expect_to_allow(attribute),
            })
            .collect();
        let bindings = self.bindings.iter().map(|binding| quote!(#(#attributes)* #binding));
        quote!(#(#bindings)*)
    }
}

/// Whether what has these attributes is there by a condition only.
pub(crate) fn is_conditional(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| is_one_of(attribute, &["cfg", "cfg_attr"]))
}

fn is_one_of(attribute: &Attribute, names: &[&str]) -> bool {
    names.iter().any(|name| attribute.path().is_ident(name))
}

fn rebind(PatIdent { mutability, ident, .. }: PatIdent) -> TokenStream {
    // This statement uses a name that the user marked as unused.
    let allow = ident
        .to_string()
        .starts_with('_')
        .then(|| quote!(#[allow(clippy::used_underscore_binding, clippy::no_effect_underscore_binding)]));
    quote!(#allow let #mutability #ident = #ident;)
}

fn by_name(ident: Ident) -> Pat {
    Pat::Ident(PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident,
        subpat: None,
    })
}

/// The names that a pattern binds, and whether they own the whole value together.
struct Names {
    found: Vec<PatIdent>,
    own_all: bool,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            found: Vec::new(),
            own_all: true,
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_pat(&mut self, pattern: &'ast Pat) {
        match pattern {
            Pat::Ident(name) if name.by_ref.is_some() || name.subpat.is_some() => self.own_all = false,
            Pat::Ident(name) => self.found.push(name.clone()),
            // `_` and `..` leave parts of the value behind, `&` patterns borrow from it, and a macro may do either.
            Pat::Wild(_) | Pat::Rest(_) | Pat::Reference(_) | Pat::Macro(_) | Pat::Verbatim(_) => self.own_all = false,
            Pat::Struct(fields) if fields.rest.is_some() => self.own_all = false,
            _ => visit::visit_pat(self, pattern),
        }
    }
}

/// Removes the `mut`s of a pattern.
struct DropMut;

impl VisitMut for DropMut {
    fn visit_pat_ident_mut(&mut self, name: &mut PatIdent) {
        name.mutability = None;
        visit_mut::visit_pat_ident_mut(self, name);
    }
}
