//! What both attributes ask of a handler's signature, and what they make of its parameters.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{
    Attribute, FnArg, Pat, PatIdent, PatType, Safety, Signature, Type,
    spanned::Spanned,
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

/// Reports the other attribute on the same handler, and takes it away.
pub(crate) fn check_attributes(attributes: &mut Vec<Attribute>, other: &str, errors: &mut Errors) {
    attributes.retain(|attribute| {
        let is_other = attribute
            .path()
            .segments
            .last()
            .is_some_and(|segment| segment.ident == other);
        if is_other {
            errors.at(
                attribute,
                "a handler is either streamed or paginated; remove one of the two attributes",
            );
        }
        !is_other
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

/// A handle: the parameter that the attribute supplies.
pub(crate) struct Handle {
    pattern: Pat,
    ty: Type,
}

impl Handle {
    pub(crate) fn new(parameter: PatType) -> Self {
        Self {
            pattern: *parameter.pat,
            ty: *parameter.ty,
        }
    }

    pub(crate) fn span(&self) -> Span {
        self.ty.span()
    }

    pub(crate) fn ty(&self) -> &Type {
        &self.ty
    }

    pub(crate) fn is_named(&self, name: &str) -> bool {
        handle_name(&self.ty).is_some_and(|(handle, _)| handle == name)
    }

    /// The statement that binds it to `value`. By `let`, because a closure's parameter would take the elided lifetime in
    /// `Emitter<View<'_>>` for one of every call.
    pub(crate) fn bind(&self, value: &TokenStream) -> TokenStream {
        let Self { pattern, ty } = self;
        // The user did not use it.
        let silence = match pattern {
            Pat::Ident(name) if name.ident.to_string().starts_with('_') => {
                Some(quote!(#[allow(clippy::no_effect_underscore_binding)]))
            }
            _ => None,
        };
        quote!(#silence let #pattern: #ty = #value;)
    }
}

/// The handles by the last segment of their types, with the attribute that supplies each.
const HANDLES: [(&str, &str); 3] = [
    ("Emitter", "stream_json"),
    ("PageRequest", "paginate"),
    ("CursorRequest", "paginate"),
];

/// Takes the handle of `attribute` out of `parameters`.
pub(crate) fn take_handle(parameters: &mut Vec<PatType>, attribute: &str, errors: &mut Errors) -> Option<Handle> {
    let mut handle = None;
    let mut extractors = Vec::with_capacity(parameters.len());
    for parameter in parameters.drain(..) {
        let Some((name, owner)) = handle_name(&parameter.ty) else {
            extractors.push(parameter);
            continue;
        };
        if owner != attribute {
            let message = format!("`{name}` is the handle of `#[{owner}]`; `#[{attribute}]` cannot supply it");
            errors.at(&parameter.ty, message);
        } else if handle.is_some() {
            errors.at(&parameter.ty, "a handler has one handle; remove the second");
        } else {
            handle = Some(Handle::new(parameter));
        }
    }
    *parameters = extractors;
    handle
}

fn handle_name(ty: &Type) -> Option<(&'static str, &'static str)> {
    let name = match ty {
        Type::Reference(reference) => last_segment(&reference.elem)?,
        ty => last_segment(ty)?,
    };
    HANDLES.into_iter().find(|(handle, _)| name == handle)
}

/// The last name of a type's path: `Emitter` of `velithon::Emitter<T>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

/// Reports a handle that is not taken as `&T`, and mends it.
pub(crate) fn check_by_reference(handle: &mut Handle, errors: &mut Errors) {
    let message = |written: &dyn ToTokens| {
        let shown = written.to_token_stream();
        format!(
            "the emitter stays with the request, and a handler borrows it; write `&{}`",
            tidy(&shown)
        )
    };
    match &handle.ty {
        Type::Reference(reference) if reference.mutability.is_some() => {
            errors.at(&handle.ty, message(&reference.elem));
            let elem = &reference.elem;
            handle.ty = syn::parse_quote!(&#elem);
        }
        Type::Reference(_) => {}
        ty => {
            errors.at(ty, message(ty));
            let ty = ty.clone();
            handle.ty = syn::parse_quote!(&#ty);
        }
    }
}

/// Tokens as a person would write them, for messages.
fn tidy(tokens: &TokenStream) -> String {
    let mut text = tokens.to_string();
    for (spaced, tight) in [(" < ", "<"), (" >", ">"), (" :: ", "::"), ("& ", "&"), (" ,", ",")] {
        text = text.replace(spaced, tight);
    }
    text
}
