//! Who may do what: roles, powers, logins and passwords of the people who run a round.
//!
//! A role names what somebody may do, a scope where: one unit with everything below it, or one hamlet. Roles are those of
//! the procedure (Hướng dẫn 90/HD-MTTW-BTT): the Front runs rounds and nobody else does; the People's Committee keeps
//! the status of criteria; an administrator keeps accounts and touches no round, so that who asks stays independent.

use strum::{EnumString, IntoStaticStr};

/// What somebody is (*vai trò*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
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
pub enum Permission {
    /// To invite people, give them a new letter, remove them.
    Accounts,
    /// To read who did what.
    AuditLog,
    /// To keep hamlets and their numbers of households.
    Hamlets,
    /// To plan a round, word its ballot, open it.
    Plan,
    /// To issue codes and print slips.
    Issue,
    /// To see who takes part: counts, never answers.
    Participation,
    /// To help a household, key paper in, write minutes.
    Collect,
    /// To decide differences and conflicts, see signals of quality.
    Settle,
    /// To close a hamlet, open its box and count.
    CloseHamlet,
    /// To close a round, publish it, correct it, ask again.
    Conclude,
    /// To see audit slips; those above a round's unit hand them in and judge them.
    Audit,
    /// To keep the status of criteria; those above a unit appraise it and keep its titles.
    Assess,
    /// To see claims beside answers, histories of criteria, recommendations.
    Oversee,
    /// To raise recommendations and follow them to their end.
    Recommend,
    /// To answer recommendations.
    Reply,
    /// To plan what is supervised, and write down what was found.
    Supervise,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Accounts,
        Self::AuditLog,
        Self::Hamlets,
        Self::Plan,
        Self::Issue,
        Self::Participation,
        Self::Collect,
        Self::Settle,
        Self::CloseHamlet,
        Self::Conclude,
        Self::Audit,
        Self::Assess,
        Self::Oversee,
        Self::Recommend,
        Self::Reply,
        Self::Supervise,
    ];
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Hamlet, Self::Front, Self::Office, Self::Administrator];

    /// Whether somebody with this role may do that, inside the scope.
    pub const fn may(self, permission: Permission) -> bool {
        match self {
            Self::Front => !matches!(permission, Permission::Assess | Permission::Reply),
            Self::Hamlet => {
                matches!(permission, Permission::Participation | Permission::Collect | Permission::CloseHamlet)
            }
            Self::Office => {
                matches!(
                    permission,
                    Permission::Accounts
                        | Permission::AuditLog
                        | Permission::Assess
                        | Permission::Oversee
                        | Permission::Reply
                )
            }
            Self::Administrator => matches!(permission, Permission::Accounts | Permission::AuditLog),
        }
    }

    /// Whether somebody with this role may give another one away, inside the scope: the Front to the Front, to
    /// working committees and to the People's Committee that it oversees, the People's Committee to its own, an administrator to
    /// everybody.
    pub const fn may_invite(self, other: Self) -> bool {
        self.may_keep(other) || matches!((self, other), (Self::Front, Self::Office))
    }

    /// Whether somebody with this role may give such an account a new letter, or remove it. The Front invites the People's
    /// Committee and never keeps its accounts: with a new letter it could answer itself.
    pub const fn may_keep(self, other: Self) -> bool {
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
        for permission in Permission::ALL {
            let about_criteria = matches!(
                permission,
                Permission::Assess
                    | Permission::Oversee
                    | Permission::Recommend
                    | Permission::Reply
                    | Permission::Supervise
            );
            let about_rounds = !matches!(permission, Permission::Accounts | Permission::AuditLog) && !about_criteria;
            assert!(Role::Front.may(permission) || about_criteria);
            for role in [Role::Office, Role::Administrator] {
                assert!(!about_rounds || !role.may(permission), "{role:?} {permission:?}");
            }
        }
        let hamlet: Vec<_> = Permission::ALL.into_iter().filter(|permission| Role::Hamlet.may(*permission)).collect();
        assert_eq!(hamlet, [Permission::Participation, Permission::Collect, Permission::CloseHamlet]);
    }

    #[test]
    fn whoever_oversees_does_not_claim_and_whoever_claims_does_not_recommend() {
        assert!(
            Role::Front.may(Permission::Recommend)
                && !Role::Front.may(Permission::Assess)
                && !Role::Front.may(Permission::Reply)
        );
        assert!(
            Role::Office.may(Permission::Assess)
                && Role::Office.may(Permission::Reply)
                && !Role::Office.may(Permission::Recommend)
        );
        assert!(Role::Front.may(Permission::Oversee) && Role::Office.may(Permission::Oversee));
        assert!(!Role::Hamlet.may(Permission::Oversee) && !Role::Administrator.may(Permission::Oversee));
    }

    #[test]
    fn nobody_keeps_an_account_that_may_do_more_than_they() {
        for giver in [Role::Hamlet, Role::Front, Role::Office] {
            for other in Role::ALL.into_iter().filter(|other| giver.may_keep(*other)) {
                assert!(Permission::ALL.into_iter().all(|permission| giver.may(permission) || !other.may(permission)));
            }
        }
    }
}
