//! Accounts: signing in, one's own account, those of others, the audit log.

pub mod accounts;
pub mod audit_log;
mod invitation_letter;
pub mod invitations;
pub mod own_account;
pub mod sign_in;
