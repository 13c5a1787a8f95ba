package network.cocoon.domain.provider;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;

/**
 * Another address that a provider wants to be paid at; until it is due, the old one is.
 *
 * @param payload of the proof, which tells one proposal from another
 */
public record PayoutProposal(String address, Bytes walletKey, String payload, Instant due) {}
