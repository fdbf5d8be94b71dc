//! The attributes of Velithon; use them through the facade crate `velithon`.
