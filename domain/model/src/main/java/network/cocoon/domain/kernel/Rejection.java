package network.cocoon.domain.kernel;

/** A refusal with what a person needs to know to mend it. The detail never holds plaintext, keys or signatures. */
public record Rejection(Refusal code, String detail) {}
