pub(crate) mod cgroup;
pub(crate) mod container;
#[cfg(test)]
pub(crate) mod fixture;
pub(crate) mod host;
pub(crate) mod kept_file;
pub(crate) mod process;
pub(crate) mod signal;
pub(crate) mod sources;
pub(crate) mod status;
pub(crate) mod thresholds;

use bytes::Bytes;
use http::{
    HeaderValue, Response,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use serde::Serialize;

use container::ContainerMemory;
use host::HostMemory;
use process::ProcessMemory;
use signal::MemorySignal;
use status::MemoryStatus;
use thresholds::Thresholds;

use super::backend::statistics::AllocatorStatistics;
use crate::problem::Problem;

const GIB: f64 = 1_073_741_824.0;

/// How much memory there is, and how much of it is left:
/// [`MemoryManager::report`](crate::MemoryManager::report).
///
/// Everything is read when it is asked for, from Linux' `/proc` and cgroup files. What cannot be read, as on other
/// systems, is absent, never zero. A health route serves it as JSON with status 200 whatever it says: a liveness probe
/// that fails under memory pressure restarts busy processes.
///
/// ```
/// use velithon::{MemoryManager, memory::MemoryStatus};
///
/// let report = MemoryManager::new().report();
/// if report.status == MemoryStatus::Critical {
///     eprintln!("{:?} % of the {:?} memory is used", report.memory_percent, report.signal);
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[non_exhaustive]
pub struct MemoryReport {
    /// How `memory_percent` compares with the thresholds.
    pub status: MemoryStatus,
    /// Whose limit is the tightest, and so decided: the container's, if it is below the host's memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<MemorySignal>,
    /// Used memory as a share of that limit, 0 to 100, rounded down to two decimals. Memory that the system takes back
    /// when it needs it, such as cached files that nobody uses, does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_percent: Option<f64>,
    /// What is left of it, or of the host's memory if that is less; in units of 2^30 bytes, rounded down to two
    /// decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_available_gb: Option<f64>,
    /// What this process holds.
    pub process: ProcessMemory,
    /// The machine, or the virtual machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<HostMemory>,
    /// The container: the control group that limits this process' memory, or else the one that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<ContainerMemory>,
    /// The allocator's name, as [`MemoryManager::allocator`](crate::MemoryManager::allocator) gives it.
    pub allocator: &'static str,
    /// Whether freed memory is given back: not while a `gc_disable` or a pause is open.
    pub gc_enabled: bool,
    /// The allocator's own numbers, in the deep form and where it has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statistics: Option<AllocatorStatistics>,
}

impl MemoryReport {
    fn new(
        process: ProcessMemory,
        host: Option<HostMemory>,
        container: Option<ContainerMemory>,
        thresholds: Thresholds,
    ) -> Self {
        let of_host = host.map(|host| (MemorySignal::Host, host.total_bytes, host.used_bytes()));
        let of_container = container.and_then(|container| {
            let limit = container.limit_bytes?;
            Some((MemorySignal::Container, limit, container.working_set_bytes))
        });
        let tightest = of_container
            .into_iter()
            .chain(of_host)
            .min_by_key(|&(_, limit, _)| limit);
        let percent = tightest.map(|(_, limit, used)| percent(used, limit));
        let available = tightest.map(|(_, limit, used)| {
            let left = limit.saturating_sub(used);
            host.map_or(left, |host| left.min(host.available_bytes))
        });
        Self {
            status: percent.map_or(MemoryStatus::Unknown, |percent| thresholds.status_at(percent)),
            signal: tightest.map(|(signal, ..)| signal),
            memory_percent: percent.map(two_decimals),
            memory_available_gb: available.map(|bytes| two_decimals(as_f64(bytes) / GIB)),
            process,
            host,
            container,
            allocator: "unknown",
            gc_enabled: true,
            statistics: None,
        }
    }

    /// The response of a health route, as one of `http`: the report as JSON, which nobody keeps. Under axum, handlers return the
    /// report itself, and `into_response` is that of its `IntoResponse`.
    #[must_use]
    pub fn into_http(self) -> Response<Bytes> {
        let report = match serde_json::to_vec(&self) {
            Ok(report) => report,
            Err(error) => {
                tracing::error!(target: "velithon", %error, "a memory report could not be written as JSON");
                return Problem::internal().into_http();
            }
        };
        let mut response = Response::new(report.into());
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

fn percent(used: u64, limit: u64) -> f64 {
    (as_f64(used) * 100.0 / as_f64(limit)).clamp(0.0, 100.0)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "exact below 2^53 bytes, and shown to two decimals"
)]
fn as_f64(bytes: u64) -> f64 {
    bytes as f64
}

/// Down, so that what is shown never looks like more than what was judged.
fn two_decimals(value: f64) -> f64 {
    (value * 100.0).floor() / 100.0
}
