//! Who may do what: roles, powers, logins and passwords of the people who run a round.
//!
//! A role names what somebody may do, a scope where: one unit with everything below it, or one hamlet. Roles are those of
//! the procedure (Hướng dẫn 90/HD-MTTW-BTT): the Front runs rounds and nobody else does; the People's Committee keeps
//! the status of criteria; an administrator keeps accounts and touches no round, so that who asks stays independent.

/// What somebody is (*vai trò*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The working committee of one hamlet (*Ban công tác Mặt trận*).
    Hamlet,
    /// A Fatherland Front committee, of the level its unit has (*Ủy ban Mặt trận Tổ quốc*).
    Front,
    /// The People's Committee or its coordination office (*UBND, Văn phòng điều phối NTM*).
    Office,
    /// Whoever keeps the program running (*quản trị*).
    Administrator,
}

/// What can be done, as far as somebody may or may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Power {
    /// To invite people, give them a new letter, remove them.
    Accounts,
    /// To read who did what.
    Journal,
    /// To keep hamlets and their numbers of households.
    Hamlets,
    /// To plan a round, word its ballot, open it.
    Plan,
    /// To issue codes and print slips.
    Issue,
    /// To see who takes part: counts, never answers.
    Watch,
    /// To help a household, key paper in, write minutes.
    Collect,
    /// To decide differences and conflicts, see signals of quality.
    Settle,
    /// To close a hamlet with its minutes.
    CloseHamlet,
    /// To close a round, publish it, correct it, ask again.
    Conclude,
    /// To keep the status of criteria; those above a unit appraise it and keep its titles.
    Assess,
    /// To see claims beside answers, histories of criteria, recommendations.
    Oversee,
    /// To raise recommendations and follow them to their end.
    Recommend,
    /// To answer recommendations.
    Reply,
}

impl Power {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Accounts,
        Self::Journal,
        Self::Hamlets,
        Self::Plan,
        Self::Issue,
        Self::Watch,
        Self::Collect,
        Self::Settle,
        Self::CloseHamlet,
        Self::Conclude,
        Self::Assess,
        Self::Oversee,
        Self::Recommend,
        Self::Reply,
    ];
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Hamlet, Self::Front, Self::Office, Self::Administrator];

    /// The word used in the database and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hamlet => "hamlet",
            Self::Front => "front",
            Self::Office => "office",
            Self::Administrator => "administrator",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether somebody with this role may do that, inside the scope.
    pub const fn may(self, power: Power) -> bool {
        match self {
            Self::Front => !matches!(power, Power::Assess | Power::Reply),
            Self::Hamlet => matches!(power, Power::Watch | Power::Collect | Power::CloseHamlet),
            Self::Office => {
                matches!(power, Power::Accounts | Power::Journal | Power::Assess | Power::Oversee | Power::Reply)
            }
            Self::Administrator => matches!(power, Power::Accounts | Power::Journal),
        }
    }

    /// Whether somebody with this role may give another one away, inside the scope: the Front to the Front and to
    /// working committees, the People's Committee to its own, an administrator to everybody.
    pub const fn may_invite(self, other: Self) -> bool {
        match self {
            Self::Administrator => true,
            Self::Front => matches!(other, Self::Front | Self::Hamlet),
            Self::Office => matches!(other, Self::Office),
            Self::Hamlet => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_front_touches_a_round() {
        for power in Power::ALL {
            let about_criteria = matches!(power, Power::Assess | Power::Oversee | Power::Recommend | Power::Reply);
            let about_rounds = !matches!(power, Power::Accounts | Power::Journal) && !about_criteria;
            assert!(Role::Front.may(power) || about_criteria);
            for role in [Role::Office, Role::Administrator] {
                assert!(!about_rounds || !role.may(power), "{role:?} {power:?}");
            }
        }
        let hamlet: Vec<_> = Power::ALL.into_iter().filter(|power| Role::Hamlet.may(*power)).collect();
        assert_eq!(hamlet, [Power::Watch, Power::Collect, Power::CloseHamlet]);
    }

    #[test]
    fn whoever_oversees_does_not_claim_and_whoever_claims_does_not_recommend() {
        assert!(Role::Front.may(Power::Recommend) && !Role::Front.may(Power::Assess) && !Role::Front.may(Power::Reply));
        assert!(
            Role::Office.may(Power::Assess) && Role::Office.may(Power::Reply) && !Role::Office.may(Power::Recommend)
        );
        assert!(Role::Front.may(Power::Oversee) && Role::Office.may(Power::Oversee));
        assert!(!Role::Hamlet.may(Power::Oversee) && !Role::Administrator.may(Power::Oversee));
    }

    #[test]
    fn nobody_gives_away_more_than_they_have() {
        for giver in [Role::Hamlet, Role::Front, Role::Office] {
            for other in Role::ALL.into_iter().filter(|other| giver.may_invite(*other)) {
                assert!(Power::ALL.into_iter().all(|power| giver.may(power) || !other.may(power)));
            }
        }
    }
}
