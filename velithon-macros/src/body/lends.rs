//! Closures that borrow a variable of the body which returns them, as far as its tokens tell.

use proc_macro2::{Group, TokenStream, TokenTree};

/// Whether the last expression of a body has a closure without `move` that mentions a variable of the body. Around such a body
/// stands a closure, of which the compiler says that the inner one needs `move`; of a block it says that the variable does not live
/// long enough.
pub(super) fn lends(body: &Group) -> bool {
    let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    let is_end = |token: &TokenTree| is_punct(token, ';');
    let Some(end) = tokens.iter().rposition(is_end) else {
        return false;
    };
    let (statements, last) = tokens.split_at(end);
    let variables = variables(statements);
    !variables.is_empty() && has_closure_over(last, &variables)
}

/// The names that the `let`s among these tokens bind.
fn variables(statements: &[TokenTree]) -> Vec<String> {
    let mut variables = Vec::new();
    for (place, _) in statements.iter().enumerate().filter(|(_, token)| is_word(token, "let")) {
        let pattern = statements[place + 1..]
            .iter()
            .take_while(|token| !is_punct(token, '=') && !is_punct(token, ':'));
        pattern.for_each(|token| words(token, &mut variables));
    }
    variables.retain(|word| word != "mut" && word != "ref");
    variables
}

fn words(token: &TokenTree, found: &mut Vec<String>) {
    match token {
        TokenTree::Ident(word) => found.push(word.to_string()),
        TokenTree::Group(group) => group.stream().into_iter().for_each(|token| words(&token, found)),
        TokenTree::Punct(_) | TokenTree::Literal(_) => {}
    }
}

fn has_closure_over(tokens: &[TokenTree], variables: &[String]) -> bool {
    let mut before: Option<&TokenTree> = None;
    for (place, token) in tokens.iter().enumerate() {
        let begins = is_punct(token, '|') && before.is_none_or(|before| matches!(before, TokenTree::Punct(_)));
        if begins && mentions(tokens[place..].iter().cloned().collect(), variables) {
            return true;
        }
        if let TokenTree::Group(group) = token
            && has_closure_over(&group.stream().into_iter().collect::<Vec<_>>(), variables)
        {
            return true;
        }
        before = Some(token);
    }
    false
}

fn mentions(tokens: TokenStream, variables: &[String]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => variables.iter().any(|variable| word == variable),
        TokenTree::Group(group) => mentions(group.stream(), variables),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn is_punct(token: &TokenTree, letter: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == letter)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}
