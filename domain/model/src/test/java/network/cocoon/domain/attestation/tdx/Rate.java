package network.cocoon.domain.attestation.tdx;

/**
 * How often something was done.
 *
 * @param wall times a second
 * @param processor times a second of the whole process's processor time
 */
record Rate(double wall, double processor) {}
