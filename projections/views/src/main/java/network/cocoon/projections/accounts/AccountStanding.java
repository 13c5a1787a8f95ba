package network.cocoon.projections.accounts;

/** Whether an account may ask for more. */
public enum AccountStanding {
    ACTIVE,
    SUSPENDED
}
