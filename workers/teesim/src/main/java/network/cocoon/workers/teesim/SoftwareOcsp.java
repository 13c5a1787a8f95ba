package network.cocoon.workers.teesim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;

/** A simulated maker's responder (RFC 6960): each authority answers for what it issued. */
public final class SoftwareOcsp {

    private static final Duration GOOD_FOR = Duration.ofHours(4);

    private final SigningHierarchy hierarchy;

    SoftwareOcsp(SigningHierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    /** Good answers about every certificate but the lowest and the root. */
    public List<Bytes> answers(Instant at, Bytes nonce) {
        List<Bytes> answers = new ArrayList<>();
        for (int place = 1; place < hierarchy.chain().size() - 1; place++) {
            answers.add(answer(place, place + 1, false, at, nonce));
        }
        return answers;
    }

    /**
     * @param place of the certificate in question; 0 is the lowest
     * @param by place of who signs; its authority is one above it
     * @param onHold whether it is taken back for now
     */
    public Bytes answer(int place, int by, boolean onHold, Instant at, Bytes nonce) {
        try {
            X509CertificateHolder issuer = hierarchy.chain().get(place + 1);
            DigestCalculator sha1 = new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1);
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(issuer.getSubject()));
            builder.addResponse(
                    new CertificateID(sha1, issuer, hierarchy.chain().get(place).getSerialNumber()),
                    onHold ? new RevokedStatus(Date.from(at), CRLReason.certificateHold) : CertificateStatus.GOOD,
                    Date.from(at),
                    Date.from(at.plus(GOOD_FOR)),
                    null);
            builder.setResponseExtensions(new Extensions(new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                    false,
                    new DEROctetString(nonce.toArray()).getEncoded())));
            var basic = builder.build(hierarchy.signer(by), null, Date.from(at));
            return Bytes.of(new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, basic)
                    .getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OCSPException | OperatorCreationException e) {
            throw new IllegalStateException("SHA-1 names and ECDSA signs", e);
        }
    }
}
