use utoipa::openapi::path::{Parameter, ParameterIn};

/// What a handler's own `#[utoipa::path]` says of the operation.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The `operation_id` that links name it by.
    pub id: fn() -> String,
    /// The parameters that the attribute lists.
    pub parameters: &'static [Listed],
}

/// An entry of the list `params`.
#[derive(Clone, Copy, Debug)]
pub enum Listed {
    /// One parameter, by its name.
    One(&'static str, In),
    /// The parameters of a type that implements `IntoParams`.
    All(fn() -> Vec<Parameter>),
}

/// Where a request has a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum In {
    /// A part of the path.
    Path,
    /// A pair of the query.
    Query,
    /// A header of the request.
    Header,
    /// A cookie of the request.
    Cookie,
}

impl Operation {
    /// The listed parameters by their names, each with the expression that stands for its value in a request.
    pub(super) fn values(&self) -> impl Iterator<Item = (String, String)> {
        self.listed().filter_map(|(name, place)| {
            let value = place.value(&name)?;
            Some((name, value))
        })
    }

    /// Leaves out the parameters that are listed already: what the handler says of its parameters holds.
    pub(super) fn without_listed(&self, parameters: impl IntoIterator<Item = Parameter>) -> Vec<Parameter> {
        let listed: Vec<_> = self.listed().collect();
        let is_listed = |parameter: &Parameter| {
            let place = In::of(&parameter.parameter_in);
            listed
                .iter()
                .any(|(name, listed)| *listed == place && place.is_same(name, &parameter.name))
        };
        parameters
            .into_iter()
            .filter(|parameter| !is_listed(parameter))
            .collect()
    }

    /// The names and places of the listed parameters.
    fn listed(&self) -> impl Iterator<Item = (String, In)> {
        self.parameters.iter().flat_map(|listed| match listed {
            Listed::One(name, place) => vec![((*name).to_owned(), *place)],
            Listed::All(parameters) => {
                let named = |parameter: Parameter| (parameter.name, In::of(&parameter.parameter_in));
                parameters().into_iter().map(named).collect()
            }
        })
    }
}

impl In {
    fn of(place: &ParameterIn) -> Self {
        match place {
            ParameterIn::Path => Self::Path,
            ParameterIn::Header => Self::Header,
            ParameterIn::Cookie => Self::Cookie,
            _ => Self::Query,
        }
    }

    /// Whether two names of this place are one parameter's, as those of a header are in any case.
    fn is_same(self, name: &str, other: &str) -> bool {
        name == other || (self == Self::Header && name.eq_ignore_ascii_case(other))
    }

    /// The runtime expression of OpenAPI for a parameter; there is none for cookies, which clients send by themselves.
    pub(super) fn value(self, name: &str) -> Option<String> {
        let place = match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => return None,
        };
        Some(format!("$request.{place}.{name}"))
    }
}
