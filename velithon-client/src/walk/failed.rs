use super::{Handout, Walk};
use crate::{
    error::{Error, Reason},
    frame::Members,
    problem::Problem,
    resume::Place,
};

impl<T> Walk<T> {
    /// What to do about a record that says that the server failed. The rows before it are right, if it says where to go on
    /// behind them.
    pub(super) fn failed_inside(
        &mut self,
        problem: Problem,
        place: Option<Place>,
    ) -> Result<Option<Handout<T>>, Error> {
        let place = place.filter(|_| self.replay == 0 && !self.is_on_page());
        if place.is_some() {
            self.check_batch(place.as_ref())?;
        }
        let batch = place.map(|place| {
            self.passed(place);
            self.batch(Members::new())
        });
        if batch.is_none() {
            self.go_back();
        }
        let may_go_on = problem.is_transient() && self.wait(None);
        if !may_go_on {
            let resume = self.position();
            let error = self.fail(Reason::Failed { problem, resume }, None);
            if batch.as_ref().is_none_or(|batch| batch.rows.is_empty()) {
                return Err(error);
            }
        }
        // An empty batch is nothing, here as at a mark.
        Ok(batch.filter(|batch| !batch.rows.is_empty()).map(Handout::Batch))
    }
}
