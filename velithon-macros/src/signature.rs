//! What both attributes ask of a handler's signature, and what they make of its parameters.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{
    Attribute, FnArg, Pat, PatIdent, PatType, Safety, Signature, Type,
    visit::{self, Visit},
    visit_mut::{self, VisitMut},
};

use crate::errors::Errors;

/// axum and actix-web call handlers of 16 extractors at most; the request's head is one of them.
const MOST_EXTRACTORS: usize = 15;

/// Reports what no handler may be. The function is still expanded as if the mistake were not there.
pub(crate) fn check(signature: &Signature, attribute: &str, errors: &mut Errors) {
    if let Some(constness) = &signature.constness {
        errors.at(constness, "a handler cannot be a `const fn`; remove `const`");
    }
    if !matches!(signature.safety, Safety::Default) {
        errors.at(&signature.safety, "a handler cannot be `unsafe`; remove it");
    }
    if let Some(abi) = &signature.abi {
        errors.at(abi, "a handler has no ABI of its own; remove it");
    }
    if let Some(variadic) = &signature.variadic {
        errors.at(variadic, "a handler takes no variable arguments; remove `...`");
    }
    if let Some(receiver) = signature.receiver() {
        let message = format!(
            "`#[{attribute}]` takes a free function; remove `self` and take the state as an extractor such as `State<T>`"
        );
        errors.at(receiver, message);
    }
}

/// Reports a further attribute of ours on the same handler, and takes it away.
pub(crate) fn check_attributes(attributes: &mut Vec<Attribute>, errors: &mut Errors) {
    attributes.retain(|attribute| {
        let name = attribute.path().segments.last().map(|segment| &segment.ident);
        let is_ours = name.is_some_and(|name| name == "stream_json" || name == "paginate");
        if is_ours {
            let message = "a handler is either streamed or paginated, and once; remove one of the two attributes";
            errors.at(attribute, message);
        }
        !is_ours
    });
}

/// Reports a parameter that has no place left.
pub(crate) fn check_count(parameters: &[Parameter], errors: &mut Errors) {
    if let Some(parameter) = parameters.get(MOST_EXTRACTORS) {
        let message = format!(
            "a handler takes at most {MOST_EXTRACTORS} extractors, because the request's head is one of the 16 that \
             frameworks call with; combine some in a tuple or a struct"
        );
        errors.at(&parameter.ty, message);
    }
}

/// The request's head makes one parameter more than the user wrote, and that is one more than clippy takes.
pub(crate) fn silence(parameters: &[Parameter], has_handle: bool) -> Option<TokenStream> {
    (parameters.len() == 7 && !has_handle).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// The typed parameters; a `self` was reported already.
pub(crate) fn parameters(signature: &Signature) -> Vec<PatType> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(parameter) => Some(parameter.clone()),
        FnArg::Receiver(_) => None,
    });
    typed.collect()
}

/// An extractor among the parameters: as it stands in the expanded signature, and how its names get into the body.
///
/// Names are bound a second time in the handler's future, which thereby owns all of them until the stream ends, the
/// ones its body never uses included.
pub(crate) struct Parameter {
    attributes: Vec<Attribute>,
    pattern: Pat,
    pub(crate) ty: Type,
    bindings: Vec<TokenStream>,
}

impl Parameter {
    pub(crate) fn new(parameter: PatType, index: usize) -> Self {
        let PatType { attrs, pat, ty, .. } = parameter;
        let mut names = Names::default();
        names.visit_pat(&pat);
        let mut pattern = *pat;
        let bindings = if names.bind_all {
            DropMut.visit_pat_mut(&mut pattern);
            names.found.into_iter().map(rebind).collect()
        } else {
            let whole = format_ident!("__argument_{index}", span = Span::mixed_site());
            let written = std::mem::replace(&mut pattern, plain(whole.clone()));
            // Twice, because a pattern by itself moves in no more than it binds.
            vec![quote!(let #whole = #whole;), quote!(let #written = #whole;)]
        };
        Self {
            attributes: attrs,
            pattern,
            ty: *ty,
            bindings,
        }
    }

    /// The parameter of the expanded function.
    pub(crate) fn input(&self) -> TokenStream {
        let Self { pattern, ty, .. } = self;
        // What is expected of a name happens, or not, where it is bound again.
        let attributes = self
            .attributes
            .iter()
            .filter(|attribute| !is_any(attribute, &["expect"]));
        quote!(#(#attributes)* #pattern: #ty)
    }

    /// The statements that bind its names in the handler's future.
    pub(crate) fn rebind(&self) -> TokenStream {
        let attributes: Vec<_> = self
            .attributes
            .iter()
            .filter(|attribute| is_any(attribute, &["cfg", "cfg_attr", "allow", "expect"]))
            .collect();
        let bindings = self.bindings.iter().map(|binding| quote!(#(#attributes)* #binding));
        quote!(#(#bindings)*)
    }
}

fn is_any(attribute: &Attribute, names: &[&str]) -> bool {
    names.iter().any(|name| attribute.path().is_ident(name))
}

fn rebind(PatIdent { mutability, ident, .. }: PatIdent) -> TokenStream {
    // The user did not use it.
    let silence = ident
        .to_string()
        .starts_with('_')
        .then(|| quote!(#[allow(clippy::used_underscore_binding, clippy::no_effect_underscore_binding)]));
    quote!(#silence let #mutability #ident = #ident;)
}

fn plain(ident: Ident) -> Pat {
    Pat::Ident(PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident,
        subpat: None,
    })
}

/// The names that a pattern binds, and whether they are all that there is to own.
struct Names {
    found: Vec<PatIdent>,
    bind_all: bool,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            found: Vec::new(),
            bind_all: true,
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_pat(&mut self, pattern: &'ast Pat) {
        match pattern {
            Pat::Ident(name) if name.by_ref.is_some() || name.subpat.is_some() => self.bind_all = false,
            Pat::Ident(name) => self.found.push(name.clone()),
            // `_` and `..` leave parts of the value behind, references borrow from it, macros hide what they do.
            Pat::Wild(_) | Pat::Rest(_) | Pat::Reference(_) | Pat::Macro(_) | Pat::Verbatim(_) => self.bind_all = false,
            Pat::Struct(fields) if fields.rest.is_some() => self.bind_all = false,
            _ => visit::visit_pat(self, pattern),
        }
    }
}

struct DropMut;

impl VisitMut for DropMut {
    fn visit_pat_ident_mut(&mut self, name: &mut PatIdent) {
        name.mutability = None;
        visit_mut::visit_pat_ident_mut(self, name);
    }
}
