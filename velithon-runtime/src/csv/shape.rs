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
    /// It is the first thing in a struct, or the end of one that has none: the step before it is that of the struct.
    begins_struct: bool,
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

impl Step {
    /// Whether it has this name, as it has in another item of the same type. `false` says nothing about other items.
    #[inline]
    pub(super) fn is_at(&self, name: &'static str) -> bool {
        self.address == name.as_ptr().addr() && self.name.len() == name.len()
    }

    pub(super) fn is_named(&self, name: &str) -> bool {
        self.kind != StepKind::End && *self.name == *name
    }

    #[inline]
    pub(super) fn is_end(&self) -> bool {
        self.kind == StepKind::End
    }

    #[inline]
    pub(super) fn begins_struct(&self) -> bool {
        self.begins_struct
    }
}

impl Shape {
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    pub(super) fn push(&mut self, kind: StepKind, address: usize, name: &str) {
        self.columns += usize::from(kind == StepKind::Column);
        let begins_struct = self.steps.last().is_some_and(|step| step.kind == StepKind::Struct);
        self.steps.push(Step {
            kind,
            address,
            name: name.into(),
            begins_struct,
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

    /// What is wrong with an item of which so many fields are open, and that has a field of this name at this place.
    #[cold]
    pub(super) fn other_name(&self, at: usize, depth: usize, name: &str) -> String {
        if let Some(value) = self.closed(at, depth) {
            return value;
        }
        if self.is_later(at, name) {
            return self.missing(at, depth);
        }
        format!(
            "the field `{}` was not in the first item; {ONE_SHAPE}",
            self.path(at, name)
        )
    }

    /// What is wrong with an item of which so many fields are open, and that has nothing more at this place.
    #[cold]
    pub(super) fn missing(&self, at: usize, depth: usize) -> String {
        if let Some(value) = self.closed(at, depth) {
            return value;
        }
        let name = self.steps.get(at).map_or("", |step| &step.name);
        format!(
            "the field `{}` of the first item is missing, or in another place; a table has the columns of its first item, so \
             send `null` for what there is not, and keep the order of map keys, as a `BTreeMap` does",
            self.path(at, name)
        )
    }

    /// What is wrong with an item that has fields in the field at this place.
    #[cold]
    pub(super) fn new_struct(&self, at: usize) -> String {
        let name = self.steps.get(at).map_or("", |step| &step.name);
        format!(
            "the field `{}` has fields of its own, and was one value, or none, in the first item; a table has the columns of \
             its first item, so send the struct in every item, with empty fields where there is nothing",
            self.path(at, name)
        )
    }

    /// What is wrong with an item that has gone on behind the fields of a struct without having had them: fewer are open than
    /// in the first item.
    fn closed(&self, at: usize, depth: usize) -> Option<String> {
        let around = self.around(at);
        let path = around.get(..=depth)?.join(".");
        Some(format!(
            "the field `{path}` is one value, and had fields of its own in the first item; {ONE_SHAPE}"
        ))
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
        let mut path = self.around(at);
        path.push(name);
        path.join(".")
    }

    /// The names of the structs that are open at this place.
    fn around(&self, at: usize) -> Vec<&str> {
        let mut around: Vec<&str> = Vec::new();
        for step in self.steps.iter().take(at) {
            match step.kind {
                StepKind::Column => {}
                StepKind::Struct => around.push(&step.name),
                StepKind::End => _ = around.pop(),
            }
        }
        around
    }
}
