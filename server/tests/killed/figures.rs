//! What the kills came to.

/// Counts over all rounds of a drill.
#[derive(Debug, Default)]
pub struct Figures {
    pub rounds: u64,
    pub kills: u64,
    /// Kills while a household waited for its answer.
    pub casting: u64,
    /// Kills while the closing of a hamlet or of the round was on its way.
    pub closing: u64,
    /// Kills while the counting of boxes was on its way.
    pub counting: u64,
    /// Kills while nothing was.
    pub idle: u64,
    /// Households that were thanked.
    pub acknowledged: u64,
    /// Answers to households that a kill took.
    pub answers_lost: u64,
    /// Ballots that lay in a box after a kill though their households had no answer.
    pub kept_unanswered: u64,
    /// Households that were thanked at another sending of the same page.
    pub thanked_again: u64,
    pub counted: u64,
    pub lost: u64,
    pub doubled: u64,
    pub refused_and_counted: u64,
    pub half_counted: u64,
    pub half_closed: u64,
    /// Closings and countings that were acknowledged and are not there.
    pub undone: u64,
    pub receipts_missing: u64,
    /// Second answers to the same page that say something else than the first.
    pub answers_differ: u64,
    pub findings: u64,
}

impl Figures {
    /// What must not be, by name.
    pub fn faults(&self) -> [(&'static str, u64); 9] {
        [
            ("lost", self.lost),
            ("doubled", self.doubled),
            ("refused and counted", self.refused_and_counted),
            ("boxes half counted", self.half_counted),
            ("hamlets half closed", self.half_closed),
            ("acts acknowledged and undone", self.undone),
            ("receipts missing in the lists", self.receipts_missing),
            ("second answers that differ", self.answers_differ),
            ("findings of verify", self.findings),
        ]
    }

    pub fn is_sound(&self) -> bool {
        self.faults().iter().all(|(_, count)| *count == 0)
    }

    /// The phases that kills are meant for.
    pub fn phases(&self) -> [(&'static str, u64); 3] {
        [("  while casting", self.casting), ("  while closing", self.closing), ("  while counting", self.counting)]
    }

    /// One line that `cargo xtask soak` makes a column of.
    pub fn line(&self, seconds: u64) -> String {
        let mut all = vec![("rounds", self.rounds), ("kills", self.kills)];
        all.extend(self.phases());
        all.extend([
            ("  while nothing was on its way", self.idle),
            ("ballots acknowledged", self.acknowledged),
            ("answers lost in a kill", self.answers_lost),
            ("  ballots that were kept", self.kept_unanswered),
            ("thanked again for the same page", self.thanked_again),
            ("boxes counted", self.counted),
        ]);
        all.extend(self.faults());
        all.push(("seconds", seconds));
        let all: Vec<String> = all.into_iter().map(|(name, count)| format!("{name}={count}")).collect();
        format!("drill: {}", all.join(";"))
    }
}
