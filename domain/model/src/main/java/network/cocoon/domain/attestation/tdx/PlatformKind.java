package network.cocoon.domain.attestation.tdx;

import java.util.Optional;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Chain;
import network.cocoon.domain.kernel.Bytes;

/**
 * What collateral a machine needs: all machines of one kind share it.
 *
 * @param fmspc family, model, stepping, platform type and custom SKU, 6 bytes
 */
public record PlatformKind(Bytes fmspc, PckAuthority authority) {

    public PlatformKind {
        if (fmspc.length() != 6) {
            throw new IllegalArgumentException("an FMSPC has 6 bytes, not " + fmspc.length());
        }
    }

    /** The kind of machine that a quote names, unverified: a worker asks by it for what a verdict needs. */
    public static Optional<PlatformKind> of(Bytes quote) {
        try {
            Chain chain = Chain.parse(Quote.parse(quote.toArray()).pckChain().toArray(), PckVerifier.CHAIN_LENGTH);
            return Optional.of(new PlatformKind(
                    PckExtension.of(chain.leaf()).fmspc(),
                    PckAuthority.named(chain.issuer().commonName())));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /** For people and for paths: {@code 90c06f000000/platform}. */
    @Override
    public String toString() {
        return fmspc.hex() + "/" + authority.query();
    }
}
