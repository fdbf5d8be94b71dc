//! What the handlers share.

use std::time::Duration;

use axum::extract::FromRef;
use sqlx::{Database, Pool};
use tokio::sync::watch;
use velithon::MemoryManager;

use crate::{
    feed::{self, Feed},
    live::Recent,
    orders::Statistics,
};

pub(crate) struct Store<DB: Database> {
    db: Pool<DB>,
    feed: Feed,
    memory: MemoryManager,
    statistics: Statistics,
    recent: watch::Receiver<Recent>,
}

impl<DB: Database> Store<DB> {
    pub(crate) fn new(db: Pool<DB>, memory: MemoryManager, recent: watch::Receiver<Recent>) -> Self {
        Self {
            db,
            feed: feed::make(),
            memory,
            // One value of up to 4 KiB, for half a minute.
            statistics: Statistics::new(1, 4096, Duration::from_secs(30)),
            recent,
        }
    }
}

/// A clone shares everything; no database has to be one.
impl<DB: Database> Clone for Store<DB> {
    fn clone(&self) -> Self {
        Self {
            db: self.db.clone(),
            feed: self.feed.clone(),
            memory: self.memory.clone(),
            statistics: self.statistics.clone(),
            recent: self.recent.clone(),
        }
    }
}

// Each handler asks for the part that it needs.

impl<DB: Database> FromRef<Store<DB>> for Pool<DB> {
    fn from_ref(store: &Store<DB>) -> Self {
        store.db.clone()
    }
}

impl<DB: Database> FromRef<Store<DB>> for MemoryManager {
    fn from_ref(store: &Store<DB>) -> Self {
        store.memory.clone()
    }
}

impl<DB: Database> FromRef<Store<DB>> for Statistics {
    fn from_ref(store: &Store<DB>) -> Self {
        store.statistics.clone()
    }
}

impl<DB: Database> FromRef<Store<DB>> for Feed {
    fn from_ref(store: &Store<DB>) -> Self {
        store.feed.clone()
    }
}

impl<DB: Database> FromRef<Store<DB>> for watch::Receiver<Recent> {
    fn from_ref(store: &Store<DB>) -> Self {
        store.recent.clone()
    }
}
