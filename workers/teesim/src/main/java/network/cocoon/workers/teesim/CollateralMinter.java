package network.cocoon.workers.teesim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;

/** Signs what Intel's provisioning certification service would serve for the simulated platform. */
final class CollateralMinter {

    private static final Duration LIFETIME = Duration.ofDays(30);

    private final State state;

    CollateralMinter(State state) {
        this.state = state;
    }

    Collateral mint(Instant now, Deviations deviations) {
        Instant issued = now.minus(deviations.collateralAge()).truncatedTo(ChronoUnit.SECONDS);
        Instant next = issued.plus(LIFETIME);
        TcbDocuments documents = new TcbDocuments(deviations, issued, next);
        byte[] tcbInfo = documents.tcbInfo().getBytes(StandardCharsets.US_ASCII);
        byte[] qeIdentity = documents.qeIdentity().getBytes(StandardCharsets.US_ASCII);
        Bytes signingChain = Bytes.of(Pem.of(state.tcbSigning(), state.root()));
        X509v2CRLBuilder rootCrl = crl(state.root(), issued, next);
        revoke(rootCrl, state.ca(), deviations.pckCaRevoked(), issued);
        revoke(rootCrl, state.tcbSigning(), deviations.tcbSigningRevoked(), issued);
        X509v2CRLBuilder pckCrl = crl(state.ca(), issued, next);
        revoke(pckCrl, state.pck(), deviations.pckRevoked(), issued);
        return new Collateral(
                Bytes.of(tcbInfo),
                Bytes.of(state.tcbKey().sign(tcbInfo)),
                signingChain,
                Bytes.of(qeIdentity),
                Bytes.of(state.tcbKey().sign(qeIdentity)),
                signingChain,
                sign(rootCrl, state.rootKey()),
                sign(pckCrl, state.caKey()),
                Bytes.of(Pem.of(state.ca(), state.root())));
    }

    private static X509v2CRLBuilder crl(X509CertificateHolder issuer, Instant issued, Instant next) {
        return new X509v2CRLBuilder(issuer.getSubject(), Date.from(issued)).setNextUpdate(Date.from(next));
    }

    private static void revoke(X509v2CRLBuilder crl, X509CertificateHolder cert, boolean revoked, Instant when) {
        if (revoked) {
            crl.addCRLEntry(cert.getSerialNumber(), Date.from(when), CRLReason.keyCompromise);
        }
    }

    private static Bytes sign(X509v2CRLBuilder crl, SigningKey key) {
        try {
            return Bytes.of(crl.build(key.signer()).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
