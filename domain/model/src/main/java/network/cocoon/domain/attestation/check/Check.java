package network.cocoon.domain.attestation.check;

/**
 * One named check of a verification, passed or failed, with the reason in words.
 *
 * @param name stable, kebab-case; shown in the console and compared between verdicts
 */
public record Check(String name, boolean passed, String detail) {}
