use std::fmt::Write;

const ONE_SHAPE: &str = "a table has the columns of its first item, so send items of one shape";

/// What the first item consists of: its fields in their order, and those of the structs among them.
#[derive(Debug, Default)]
pub(super) struct Shape {
    steps: Vec<Step>,
    pub(super) columns: usize,
}

/// One thing that comes in each item.
#[derive(Debug)]
pub(super) struct Step {
    kind: StepKind,
    /// Where the name of a struct's field is: there for good, and the same for another item of the same type. No address for
    /// another name.
    address: usize,
    name: Box<str>,
}

/// What comes next in an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepKind {
    /// A field that is one value.
    Column,
    /// A field that has fields of its own, up to the end.
    Struct,
    End,
}

/// The name of a field: that of a struct, which is there for good, or a text that is there as long as the field is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Name<'n> {
    Field(&'static str),
    Key(&'n str),
}

impl<'n> Name<'n> {
    #[inline]
    #[expect(clippy::match_same_arms, reason = "the two texts live for different times")]
    pub(super) fn text(self) -> &'n str {
        match self {
            Self::Field(text) => text,
            Self::Key(text) => text,
        }
    }

    /// Where the text is, if it is there for good.
    pub(super) fn address(self) -> usize {
        match self {
            Self::Field(text) => text.as_ptr().addr(),
            Self::Key(_) => 0,
        }
    }
}

impl Step {
    /// Whether it has this name, as it has in another item of the same type. `false` says nothing about other items.
    #[inline]
    pub(super) fn is_at(&self, name: Name<'_>) -> bool {
        self.address == name.text().as_ptr().addr() && self.name.len() == name.text().len()
    }

    pub(super) fn is_named(&self, name: Name<'_>) -> bool {
        self.kind != StepKind::End && *self.name == *name.text()
    }

    #[inline]
    pub(super) fn is(&self, kind: StepKind) -> bool {
        self.kind == kind
    }
}

impl Shape {
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    pub(super) fn push(&mut self, kind: StepKind, address: usize, name: &str) {
        self.columns += usize::from(kind == StepKind::Column);
        self.steps.push(Step {
            kind,
            address,
            name: name.into(),
        });
    }

    /// Where a struct that is open at this place ends, and how many columns come before its end.
    pub(super) fn rest_of_struct(&self, at: usize) -> (usize, usize) {
        let (mut depth, mut columns) = (1, 0);
        for (index, step) in self.steps.iter().enumerate().skip(at) {
            match step.kind {
                StepKind::Column => columns += 1,
                StepKind::Struct => depth += 1,
                StepKind::End => depth -= 1,
            }
            if depth == 0 {
                return (index, columns);
            }
        }
        (self.steps.len(), columns)
    }

    /// What is wrong with an item that does not have the field at this place, but one of this name.
    #[cold]
    pub(super) fn other_name(&self, at: usize, name: &str) -> String {
        let expected = self.steps.get(at).filter(|step| step.kind != StepKind::End);
        match expected {
            Some(expected) if self.is_later(at, name) => self.missing(at, expected),
            Some(_) | None => format!(
                "the field `{}` was not in the first item; {ONE_SHAPE}",
                self.path(at, name)
            ),
        }
    }

    /// What is wrong with an item whose field at this place is of this kind.
    #[cold]
    pub(super) fn other_kind(&self, at: usize, kind: StepKind) -> String {
        let Some(expected) = self.steps.get(at) else {
            return format!("there are more fields than in the first item; {ONE_SHAPE}");
        };
        if kind == StepKind::End {
            return self.missing(at, expected);
        }
        let here = self.path(at, &expected.name);
        if kind == StepKind::Struct {
            return format!(
                "the field `{here}` has fields of its own, and was one value, or none, in the first item; a table has the \
                 columns of its first item, so send the struct in each item, with empty fields where there is nothing, or \
                 flatten it by `#[serde(flatten)]`"
            );
        }
        format!("the field `{here}` is one value, and had fields of its own in the first item; {ONE_SHAPE}")
    }

    fn missing(&self, at: usize, expected: &Step) -> String {
        format!(
            "the field `{}` of the first item is missing, or in another place; a table has the columns of its first item, so \
             send `null` for what there is not, and keep the order of map keys, as a `BTreeMap` does",
            self.path(at, &expected.name)
        )
    }

    /// Whether a field of this name comes later in the struct that is open.
    fn is_later(&self, at: usize, name: &str) -> bool {
        let (end, _) = self.rest_of_struct(at);
        self.steps
            .get(at..end)
            .is_some_and(|rest| rest.iter().any(|step| *step.name == *name))
    }

    /// The name of a field at this place with those of the structs around it.
    fn path(&self, at: usize, name: &str) -> String {
        let mut around: Vec<&str> = Vec::new();
        for step in self.steps.iter().take(at) {
            match step.kind {
                StepKind::Column => {}
                StepKind::Struct => around.push(&step.name),
                StepKind::End => _ = around.pop(),
            }
        }
        let mut path = String::new();
        for name in around {
            // Writing to a text cannot fail.
            let _ = write!(path, "{name}.");
        }
        path + name
    }
}
