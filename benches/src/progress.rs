use std::{
    io::{IsTerminal, Write},
    sync::Mutex,
    time::{Duration, Instant},
};

/// The pause between two lines where the output is no terminal.
const PAUSE: Duration = Duration::from_secs(5);

/// Says what is being done: on a terminal in place of what was said before, elsewhere a line from time to time.
pub(crate) fn progress(what: &str) {
    static SAID: Mutex<Option<Instant>> = Mutex::new(None);
    let mut output = std::io::stderr().lock();
    if output.is_terminal() {
        let _ = write!(output, "\r\x1b[K{what}");
        let _ = output.flush();
        return;
    }
    let Ok(mut said) = SAID.lock() else { return };
    if !what.is_empty() && said.is_none_or(|said| said.elapsed() >= PAUSE) {
        *said = Some(Instant::now());
        let _ = writeln!(output, "{what}");
    }
}
