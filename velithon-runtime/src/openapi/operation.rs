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
        let listed = self.parameters.iter().flat_map(|listed| match listed {
            Listed::One(name, place) => vec![((*name).to_owned(), *place)],
            Listed::All(parameters) => parameters().into_iter().map(of_utoipa).collect(),
        });
        listed.filter_map(|(name, place)| {
            let value = place.value(&name)?;
            Some((name, value))
        })
    }
}

fn of_utoipa(parameter: Parameter) -> (String, In) {
    let place = match parameter.parameter_in {
        ParameterIn::Path => In::Path,
        ParameterIn::Header => In::Header,
        ParameterIn::Cookie => In::Cookie,
        _ => In::Query,
    };
    (parameter.name, place)
}

impl In {
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
