use super::status::MemoryStatus;

/// From which percentages on memory is `warning` and `critical`; 80 and 95 unless set otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    warning: f64,
    critical: f64,
}

impl Thresholds {
    /// Thresholds in percent. A value outside of 0 to 100 counts as the nearer end, one that is not a number as the
    /// default, and a `warning` above `critical` is never reached.
    ///
    /// ```
    /// use velithon::{MemoryManager, memory::Thresholds};
    ///
    /// MemoryManager::new().set_thresholds(Thresholds::new(70.0, 90.0));
    /// ```
    #[must_use]
    pub fn new(warning: f64, critical: f64) -> Self {
        let default = Self::default();
        let valid = |value: f64, default: f64| {
            if value.is_nan() {
                default
            } else {
                value.clamp(0.0, 100.0)
            }
        };
        Self {
            warning: valid(warning, default.warning),
            critical: valid(critical, default.critical),
        }
    }

    /// The percentage from which on memory is `warning`.
    #[must_use]
    pub fn warning(self) -> f64 {
        self.warning
    }

    /// The percentage from which on memory is `critical`.
    #[must_use]
    pub fn critical(self) -> f64 {
        self.critical
    }

    pub(super) fn status_at(self, percent: f64) -> MemoryStatus {
        if percent >= self.critical {
            MemoryStatus::Critical
        } else if percent >= self.warning {
            MemoryStatus::Warning
        } else {
            MemoryStatus::Healthy
        }
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            warning: 80.0,
            critical: 95.0,
        }
    }
}
