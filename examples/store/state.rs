//! What the handlers share.

use std::time::Duration;

use axum::extract::FromRef;
use sqlx::SqlitePool;
use tokio::sync::watch;
use velithon::MemoryManager;

use crate::{live::Recent, orders::Statistics};

#[derive(Clone)]
pub(crate) struct Store {
    db: SqlitePool,
    memory: MemoryManager,
    statistics: Statistics,
    recent: watch::Receiver<Recent>,
}

impl Store {
    pub(crate) fn new(db: SqlitePool, memory: MemoryManager, recent: watch::Receiver<Recent>) -> Self {
        Self {
            db,
            memory,
            // One value of up to 4 KiB, for half a minute.
            statistics: Statistics::new(1, 4096, Duration::from_secs(30)),
            recent,
        }
    }
}

// Each handler asks for the part that it needs.

impl FromRef<Store> for SqlitePool {
    fn from_ref(store: &Store) -> Self {
        store.db.clone()
    }
}

impl FromRef<Store> for MemoryManager {
    fn from_ref(store: &Store) -> Self {
        store.memory.clone()
    }
}

impl FromRef<Store> for Statistics {
    fn from_ref(store: &Store) -> Self {
        store.statistics.clone()
    }
}

impl FromRef<Store> for watch::Receiver<Recent> {
    fn from_ref(store: &Store) -> Self {
        store.recent.clone()
    }
}
