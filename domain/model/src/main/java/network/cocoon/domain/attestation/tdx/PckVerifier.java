package network.cocoon.domain.attestation.tdx;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.Chain;
import network.cocoon.domain.attestation.pki.KnownCerts;
import network.cocoon.domain.attestation.pki.Remembered;
import network.cocoon.domain.kernel.Bytes;

/** Verifies the certificate of a machine's provisioning key, up to the pinned root. Remembers chains that were good. */
final class PckVerifier {

    static final int CHAIN_LENGTH = 3;
    private static final int REMEMBERED = 512;

    /** A chain without its revocation, which changes with every list. */
    record Pck(Chain chain, PckExtension platform, Period period) {

        Cert leaf() {
            return chain.leaf();
        }
    }

    private final Cert root;
    private final PkiNames names;
    private final KnownCerts known;
    private final Remembered<Bytes, Pck> remembered = new Remembered<>(REMEMBERED);

    PckVerifier(Cert root, PkiNames names, KnownCerts known) {
        this.known = known;
        this.root = root;
        this.names = names;
    }

    /** The machine that a quote names, unverified. */
    static Optional<String> platformOf(Bytes quote) {
        try {
            Bytes pem = Quote.parse(quote.toArray()).pckChain();
            Chain chain = Chain.parse(pem.toArray(), CHAIN_LENGTH);
            return Optional.of(PckExtension.of(chain.leaf()).platformId());
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    Pck verify(Bytes pem, Instant now) throws RefusedException {
        Optional<Pck> before = remembered.find(pem).filter(pck -> pck.period().holds(now));
        if (before.isPresent()) {
            return before.get();
        }
        Chain chain = Chain.parse(pem.toArray(), CHAIN_LENGTH, known);
        chain.verify(root, false, now, known);
        CollateralVerifier.named(chain.leaf(), chain.leaf().commonName().equals(names.pck()));
        CollateralVerifier.named(
                chain.issuer(), names.pckAuthorities().contains(chain.issuer().commonName()));
        Pck pck = new Pck(chain, PckExtension.of(chain.leaf()), Period.of(chain));
        remembered.keep(pem, pck);
        return pck;
    }

    /** Refuses a machine whose certificate, or whose CA, has been withdrawn. */
    void refuseRevoked(Pck pck, VerifiedCollateral collateral, Instant now) throws RefusedException {
        // The same name is not enough: the list must speak for the CA that issued this very certificate.
        if (!pck.chain().issuer().equals(collateral.pckCa())) {
            collateral.pckCrl().verify(pck.chain().issuer(), now);
        }
        collateral.rootCrl().refuseRevoked(pck.chain().issuer());
        collateral.pckCrl().refuseRevoked(pck.leaf());
    }
}
