use std::time::Duration;

#[cfg(feature = "csv")]
use crate::csv::CsvOptions;
use crate::stream::{Format, StreamOptions};

/// These formats beside the array, which stands for pages, and that of tables where they are asked for.
macro_rules! beside_pages {
    ($table:ident, $($format:expr),*) => {{
        #[cfg(feature = "csv")]
        let formats: &'static [Format] = if $table {
            &[Format::Array, $($format,)* Format::Csv]
        } else {
            &[Format::Array, $($format),*]
        };
        #[cfg(not(feature = "csv"))]
        let formats: &'static [Format] = &[Format::Array, $($format),*];
        formats
    }};
}

/// How one handler exports its rows; the attribute's arguments make it.
#[derive(Clone, Copy, Debug)]
pub struct ExportOptions {
    /// How many rows each batch has. Without a number, as many as are read and sent fast.
    pub(crate) batch: Option<u32>,
    pub(crate) deadline: Option<Duration>,
    /// A request may ask for one array of all rows.
    pub(crate) arrays: bool,
    /// Its formats always have the array, which stands for the page where `Accept` is looked at.
    pub(crate) stream: StreamOptions,
}

impl ExportOptions {
    /// The defaults: a batch of 32 rows and then batches of 1,000, which grow while they are read and sent fast; no deadline, lines
    /// and events.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            batch: None,
            deadline: None,
            arrays: false,
            stream: StreamOptions::new()
                .formats(&[Format::Array, Format::Ndjson, Format::Sse])
                .events_start_with_an_item(),
        }
    }

    /// How many rows each query reads. Zero counts as one.
    #[must_use]
    pub const fn batch(mut self, rows: u32) -> Self {
        self.batch = Some(if rows == 0 { 1 } else { rows });
        self
    }

    /// An export ends after the first batch that is sent when so much time has passed since its request came, with
    /// `complete: false`. At least one batch is always sent, so that a client that goes on comes to an end. An array and a
    /// table, which cannot say that they are not complete, have no deadline.
    #[must_use]
    pub const fn deadline(mut self, after: Duration) -> Self {
        self.deadline = Some(after);
        self
    }

    /// The formats that a client may ask for. An array has to be asked for by `Accept: application/json; rows=all`, because
    /// `application/json` alone is a page.
    #[must_use]
    pub const fn formats(mut self, formats: &[Format]) -> Self {
        let (mut array, mut lines, mut events) = (false, false, false);
        #[cfg(feature = "csv")]
        let mut table = false;
        let mut rest = formats;
        while let Some((format, others)) = rest.split_first() {
            match format {
                Format::Array => array = true,
                Format::Ndjson => lines = true,
                Format::Sse => events = true,
                #[cfg(feature = "csv")]
                Format::Csv => table = true,
            }
            rest = others;
        }
        self.arrays = array;
        self.stream = self.stream.formats(match (lines, events) {
            (true, true) => beside_pages!(table, Format::Ndjson, Format::Sse),
            (true, false) => beside_pages!(table, Format::Ndjson),
            (false, true) => beside_pages!(table, Format::Sse),
            (false, false) => beside_pages!(table,),
        });
        self
    }

    /// Sets how tables are written, as [`StreamOptions::csv`].
    #[cfg(feature = "csv")]
    #[must_use]
    pub const fn csv(mut self, options: CsvOptions) -> Self {
        self.stream = self.stream.csv(options);
        self
    }

    /// Sets the stall limit, as [`StreamOptions::stall`].
    #[must_use]
    pub const fn stall(mut self, limit: Option<Duration>) -> Self {
        self.stream = self.stream.stall(limit);
        self
    }

    /// Sets the heartbeat, as [`StreamOptions::heartbeat`].
    #[must_use]
    pub const fn heartbeat(mut self, every: Option<Duration>) -> Self {
        self.stream = self.stream.heartbeat(every);
        self
    }

    /// Sets the size of chunks, as [`StreamOptions::chunk`].
    #[must_use]
    pub const fn chunk(mut self, bytes: usize) -> Self {
        self.stream = self.stream.chunk(bytes);
        self
    }
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self::new()
    }
}
