//! Scans a statement's text without parsing it: where it ends, and how many values its placeholders need.

use std::{borrow::Cow, ops::Range};

use crate::seek::Dialect;

/// A statement that can stand between parentheses.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scanned<'s> {
    /// The statement without the `;` at its end.
    pub(super) text: &'s str,
    /// The values that its placeholders ask for.
    pub(super) values: usize,
    /// The placeholders with a number, as they come: where each stands, and its number.
    pub(super) numbered: Vec<(Range<usize>, usize)>,
}

impl Scanned<'_> {
    /// The statement with its placeholders as this dialect has them.
    pub(super) fn text_for(&self, dialect: Dialect) -> Cow<'_, str> {
        if dialect.numbers_placeholders() {
            return Cow::Borrowed(self.text);
        }
        let (mut text, mut copied) = (String::with_capacity(self.text.len()), 0);
        for (at, number) in &self.numbered {
            text.push_str(self.text.get(copied..at.start).unwrap_or_default());
            dialect.write_placeholder(&mut text, *number);
            copied = at.end;
        }
        text.push_str(self.text.get(copied..).unwrap_or_default());
        Cow::Owned(text)
    }
}

/// Scans a statement.
///
/// # Errors
///
/// What is wrong with it, and what to write instead.
pub(super) fn scan(sql: &str, dialect: Dialect) -> Result<Scanned<'_>, String> {
    let mut scanner = Scanner {
        sql,
        at: 0,
        dialect,
        depth: 0,
        numbered: Vec::new(),
        counted: 0,
    };
    let mut text = sql;
    let mut empty = true;
    let mut ended = false;
    while let Some(byte) = scanner.peek(0) {
        let start = scanner.at;
        if scanner.blank(byte)? {
            continue;
        }
        if byte == b';' {
            if !ended {
                text = sql.get(..start).unwrap_or_default();
            }
            ended = true;
            scanner.at += 1;
            continue;
        }
        if ended {
            return Err("there are two statements with a `;` between them; write one".to_owned());
        }
        empty = false;
        scanner.token(byte)?;
    }
    let numbered = scanner.numbered;
    let highest = numbered.iter().map(|(_, number)| *number).max().unwrap_or_default();
    match (empty, scanner.depth, highest, scanner.counted) {
        (true, ..) => Err("there is no statement; write a `SELECT`".to_owned()),
        (_, 1.., ..) => Err("a parenthesis is not closed; write a `)` for each `(`".to_owned()),
        (.., 1.., 1..) => Err("there are both `?` and `$1` as placeholders; write `$1`, `$2`, … only".to_owned()),
        (.., counted) => Ok(Scanned {
            text,
            values: highest.max(counted),
            numbered,
        }),
    }
}

struct Scanner<'s> {
    sql: &'s str,
    at: usize,
    dialect: Dialect,
    /// Parentheses that are open.
    depth: usize,
    /// Placeholders with a number.
    numbered: Vec<(Range<usize>, usize)>,
    /// Placeholders without a number.
    counted: usize,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.sql.as_bytes().get(self.at + ahead).copied()
    }

    /// Passes over a space or a comment. Answers whether there was one.
    fn blank(&mut self, byte: u8) -> Result<bool, String> {
        match (byte, self.peek(1)) {
            (b'-', Some(b'-')) if self.begins_comment() => self.line_comment(),
            (b'#', _) if self.dialect == Dialect::MySql => self.line_comment(),
            (b'/', Some(b'*')) => self.block_comment()?,
            _ if byte.is_ascii_whitespace() => self.at += 1,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whether the `--` here is more than two signs: MySQL wants a space after it.
    fn begins_comment(&self) -> bool {
        let is_blank = |byte: u8| byte.is_ascii_whitespace() || byte.is_ascii_control();
        self.dialect != Dialect::MySql || self.peek(2).is_none_or(is_blank)
    }

    fn line_comment(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    fn token(&mut self, byte: u8) -> Result<(), String> {
        match (byte, self.dialect) {
            (b'\'' | b'"', Dialect::MySql) => self.quoted(byte, true),
            (b'\'' | b'"', _) | (b'`', Dialect::Sqlite | Dialect::MySql) => self.quoted(byte, false),
            (b'[', Dialect::Sqlite) => self.quoted(b']', false),
            (b'$', _) => self.dollar(),
            (b'?', Dialect::Sqlite | Dialect::MySql) => self.question_mark(),
            (b':' | b'@' | b'#', Dialect::Sqlite) => {
                let sign = char::from(byte);
                Err(format!("`{sign}` begins a named placeholder; write `$1`, `$2`, …"))
            }
            (b'(', _) => {
                self.depth += 1;
                self.at += 1;
                Ok(())
            }
            (b')', _) => match self.depth.checked_sub(1) {
                Some(depth) => {
                    self.depth = depth;
                    self.at += 1;
                    Ok(())
                }
                None => Err("a `)` closes no parenthesis; leave it out".to_owned()),
            },
            _ if is_word(byte) => {
                let start = self.at;
                self.skip(|byte| is_word(byte) || byte == b'$');
                let escapes = self.dialect == Dialect::Postgres
                    && self.peek(0) == Some(b'\'')
                    && self.sql[start..self.at].eq_ignore_ascii_case("e");
                if escapes { self.escaped() } else { Ok(()) }
            }
            _ => {
                self.at += 1;
                Ok(())
            }
        }
    }

    /// A string with escapes, `E'…'`, and those on the next lines that go on with it.
    fn escaped(&mut self) -> Result<(), String> {
        loop {
            self.quoted(b'\'', true)?;
            let (end, mut lines) = (self.at, false);
            while let Some(byte) = self.peek(0).filter(|byte| *byte != b'\'') {
                if byte == b'-' && self.peek(1) == Some(b'-') {
                    self.line_comment();
                } else if byte.is_ascii_whitespace() {
                    lines |= matches!(byte, b'\n' | b'\r');
                    self.at += 1;
                } else {
                    break;
                }
            }
            if !lines || self.peek(0) != Some(b'\'') {
                self.at = end;
                return Ok(());
            }
        }
    }

    /// A quote that doubles where it stands for itself.
    fn quoted(&mut self, close: u8, backslashes: bool) -> Result<(), String> {
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'\\' && backslashes {
                self.at += 1;
            } else if byte == close {
                if self.peek(0) != Some(close) || close == b']' {
                    return Ok(());
                }
                self.at += 1;
            }
        }
        Err(format!(
            "a quote is not closed; write the `{}` that ends it",
            char::from(close)
        ))
    }

    fn block_comment(&mut self) -> Result<(), String> {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek(0) {
            match (byte, self.peek(1)) {
                (b'/', Some(b'*')) if depth == 0 || self.dialect == Dialect::Postgres => depth += 1,
                (b'*', Some(b'/')) => depth -= 1,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            self.at += 2;
            if depth == 0 {
                return Ok(());
            }
        }
        Err("a comment is not closed; write the `*/` that ends it".to_owned())
    }

    /// `$1`; on PostgreSQL also `$$text$$` and `$tag$text$tag$`.
    fn dollar(&mut self) -> Result<(), String> {
        let start = self.at;
        self.at += 1;
        if self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
            return self.number();
        }
        self.skip(is_word);
        if self.dialect != Dialect::Postgres || self.peek(0) != Some(b'$') {
            return Err("`$` without a number is no placeholder; write `$1`, `$2`, …".to_owned());
        }
        self.at += 1;
        let tag = &self.sql[start..self.at];
        match self.rest().find(tag) {
            Some(length) => {
                self.at += length + tag.len();
                Ok(())
            }
            None => Err(format!("a quote is not closed; write the `{tag}` that ends it")),
        }
    }

    fn question_mark(&mut self) -> Result<(), String> {
        self.at += 1;
        if self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
            return match self.dialect {
                Dialect::MySql => Err("MySQL has no `?` with a number; write `$1`, `$2`, …".to_owned()),
                Dialect::Sqlite | Dialect::Postgres => self.number(),
            };
        }
        self.counted += 1;
        Ok(())
    }

    /// The number of a placeholder, behind its sign.
    fn number(&mut self) -> Result<(), String> {
        let start = self.at;
        self.skip(|byte| byte.is_ascii_digit());
        match self.sql[start..self.at].parse::<u16>() {
            Ok(number @ 1..) => {
                self.numbered.push((start - 1..self.at, number.into()));
                Ok(())
            }
            _ => Err("placeholders are numbered from 1 to 65535; write `$1` for the first".to_owned()),
        }
    }

    fn skip(&mut self, pass: impl Fn(u8) -> bool) {
        let rest = self.sql.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| !pass(*byte)).unwrap_or(rest.len());
    }

    fn rest(&self) -> &str {
        self.sql.get(self.at..).unwrap_or_default()
    }
}

/// What names and numbers are made of: all bytes outside ASCII, too.
fn is_word(byte: u8) -> bool {
    const WORD: [bool; 256] = {
        let mut all = [false; 256];
        let mut byte = u8::MIN;
        loop {
            all[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
            if byte == u8::MAX {
                break all;
            }
            byte += 1;
        }
    };
    WORD[usize::from(byte)]
}

#[cfg(test)]
mod tests;
