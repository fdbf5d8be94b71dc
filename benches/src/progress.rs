use std::io::{IsTerminal, Write};

/// Says on a terminal what is being done, in place of what was said before.
pub(crate) fn progress(what: &str) {
    let mut terminal = std::io::stderr().lock();
    if terminal.is_terminal() {
        let _ = write!(terminal, "\r\x1b[K{what}");
        let _ = terminal.flush();
    }
}
