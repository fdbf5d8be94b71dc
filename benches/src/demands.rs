//! What is demanded of Velithon, and what it aims at, beside its peers in the same run.

use crate::round::Round;

/// The demands on a scene; contenders are known by their names.
#[derive(Clone, Copy)]
pub(crate) struct Demands {
    pub(crate) times: &'static [AtLeast],
    pub(crate) counts: &'static [AtMost],
}

/// By what factor `own` has to be better than the best of `of`, in a figure of which less is better.
pub(crate) struct AtLeast {
    pub(crate) what: &'static str,
    pub(crate) own: &'static str,
    pub(crate) of: &'static [&'static str],
    pub(crate) figure: fn(&Round) -> f64,
    pub(crate) demanded: f64,
    pub(crate) aim: Option<f64>,
}

/// The most that may be counted of `own`.
pub(crate) struct AtMost {
    pub(crate) own: &'static str,
    /// Instructions, as a multiple of those of the scene's first contender.
    pub(crate) instructions: f64,
    /// Allocations for each chunk.
    pub(crate) allocations: f64,
}

impl Demands {
    pub(crate) const NONE: Self = Self {
        times: &[],
        counts: &[],
    };
}

const WALL: fn(&Round) -> f64 = |round| round.wall;

pub(crate) const SMALL: Demands = Demands {
    times: &[
        AtLeast {
            what: "iterator: items a second, of the loop's",
            own: "iterator",
            of: &["loop"],
            figure: WALL,
            demanded: 0.95,
            aim: Some(1.0),
        },
        AtLeast {
            what: "iterator: items a second, of Json(Vec)'s",
            own: "iterator",
            of: &["json-vec"],
            figure: WALL,
            demanded: 2.0,
            aim: Some(3.0),
        },
        AtLeast {
            what: "iterator: items a second, of axum-streams'",
            own: "iterator",
            of: &["streams"],
            figure: WALL,
            demanded: 5.0,
            aim: Some(7.0),
        },
        AtLeast {
            what: "iterator: items a second, of axum-streams' best mode",
            own: "iterator",
            of: &["streams-items", "streams-bytes"],
            figure: WALL,
            demanded: 3.0,
            aim: Some(4.0),
        },
        AtLeast {
            what: "iterator: peak memory, Json(Vec)'s of it",
            own: "iterator",
            of: &["json-vec"],
            figure: |round| round.peak,
            demanded: 12.0,
            aim: Some(20.0),
        },
    ],
    counts: &[
        AtMost {
            own: "iterator",
            instructions: 1.03,
            allocations: 2.0,
        },
        AtMost {
            own: "emit-all",
            instructions: 1.03,
            allocations: 2.0,
        },
        AtMost {
            own: "emit",
            instructions: 1.2,
            allocations: 2.0,
        },
    ],
};

const fn of_json(what: &'static str, own: &'static str) -> AtLeast {
    AtLeast {
        what,
        own,
        of: &["json-vec"],
        figure: WALL,
        demanded: 1.0,
        aim: None,
    }
}

pub(crate) const SHORT: Demands = Demands {
    times: &[
        of_json("iterator: responses a second, of Json(Vec)'s", "iterator"),
        of_json("emit-all: responses a second, of Json(Vec)'s", "emit-all"),
        of_json("emit: responses a second, of Json(Vec)'s", "emit"),
    ],
    counts: &[],
};

#[cfg(feature = "csv")]
pub(crate) const CSV: Demands = Demands {
    times: &[AtLeast {
        what: "csv: items a second, of those as lines",
        own: "csv",
        of: &["lines"],
        figure: WALL,
        demanded: 0.9,
        aim: Some(1.0),
    }],
    counts: &[AtMost {
        own: "csv",
        instructions: 1.1,
        // Two, but for what the last chunk is a part of.
        allocations: 2.1,
    }],
};
