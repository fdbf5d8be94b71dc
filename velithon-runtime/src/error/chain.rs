use std::{
    error::Error,
    fmt::{self, Display, Formatter},
};

/// An error with its sources, on one line.
///
/// Many errors repeat their source in their own text. A source whose text the one before it ends with is left out.
pub(crate) struct ErrorChain<'e>(pub(crate) &'e (dyn Error + 'static));

impl Display for ErrorChain<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut said = self.0.to_string();
        f.write_str(&said)?;
        let mut error = self.0;
        while let Some(source) = error.source() {
            let text = source.to_string();
            if !said.ends_with(&text) {
                write!(f, ": {text}")?;
                said = text;
            }
            error = source;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[derive(Debug)]
    struct Outer(&'static str, io::Error);

    impl Display for Outer {
        fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.1)
        }
    }

    #[test]
    fn a_chain_names_every_source_once() {
        let inner = || io::Error::other(Outer("no disk", io::Error::other("unplugged")));
        let terse = Outer("reading failed", inner());
        assert_eq!(ErrorChain(&terse).to_string(), "reading failed: no disk: unplugged");
        let talkative = Outer("reading failed: no disk", inner());
        assert_eq!(ErrorChain(&talkative).to_string(), "reading failed: no disk: unplugged");
    }
}
