package network.cocoon.domain.attestation.pki;

import static network.cocoon.domain.attestation.check.AttestationRefusal.COLLATERAL_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_OCSP;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_OCSP;
import static network.cocoon.domain.attestation.check.AttestationRefusal.NONCE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.REVOKED_CERTIFICATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;

/**
 * A responder's answer about a device maker's certificates (RFC 6960, section 4.2); nothing in it is believed yet.
 *
 * @param nonce of the question, if it answers one
 * @param responders certificates that came with it
 */
public record OcspAnswer(
        byte[] signed,
        DeviceScheme scheme,
        byte[] signature,
        List<OcspStatus> statuses,
        Optional<Bytes> nonce,
        List<DeviceCert> responders) {

    /** In bytes. */
    public static final int MAX_LENGTH = 64 * 1024;

    private static final int MOST = 16;
    private static final int MAX_NONCE = 128;

    /** An answer without an end is taken for so long after it was given. */
    private static final Duration WITHOUT_END = Duration.ofDays(1);

    public OcspAnswer {
        statuses = List.copyOf(statuses);
        responders = List.copyOf(responders);
    }

    public static OcspAnswer parse(byte[] der) throws RefusedException {
        if (der.length > MAX_LENGTH) {
            throw new RefusedException(MALFORMED_OCSP, "an answer has at most " + MAX_LENGTH + " bytes");
        }
        return Der.read(der, OcspAnswer::of)
                .orElseThrow(() -> new RefusedException(MALFORMED_OCSP, "not a good answer in DER"));
    }

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    private static OcspAnswer of(ASN1Primitive primitive) {
        OCSPResponse response = OCSPResponse.getInstance(primitive);
        ResponseBytes bytes = response.getResponseBytes();
        Cert.require(response.getResponseStatus().getIntValue() == OCSPResponseStatus.SUCCESSFUL, "status");
        Cert.require(bytes != null && bytes.getResponseType().equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic), "type");
        return Der.read(bytes.getResponse().getOctets(), OcspAnswer::basic)
                .orElseThrow(() -> new IllegalArgumentException("basic response"));
    }

    private static OcspAnswer basic(ASN1Primitive primitive) {
        BasicOCSPResponse basic = BasicOCSPResponse.getInstance(primitive);
        ResponseData data = basic.getTbsResponseData();
        Extensions extensions = data.getResponseExtensions();
        Cert.require(extensions == null || extensions.getCriticalExtensionOIDs().length == 0, "critical extension");
        List<OcspStatus> statuses = new ArrayList<>();
        Cert.require(data.getResponses().size() <= MOST, "answers");
        for (ASN1Encodable one : data.getResponses()) {
            statuses.add(OcspStatus.of(SingleResponse.getInstance(one)));
        }
        ASN1Sequence certificates = basic.getCerts();
        List<DeviceCert> responders = new ArrayList<>();
        if (certificates != null) {
            Cert.require(certificates.size() <= MOST, "certificates");
            for (ASN1Encodable one : certificates) {
                responders.add(DeviceCert.read(one.toASN1Primitive()));
            }
        }
        return new OcspAnswer(
                Cert.signedPart(primitive, basic),
                DeviceScheme.of(basic.getSignatureAlgorithm()),
                basic.getSignature().getOctets(),
                statuses,
                nonce(extensions),
                responders);
    }

    private static Optional<Bytes> nonce(@Nullable Extensions extensions) {
        Extension extension =
                extensions == null ? null : extensions.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (extension == null) {
            return Optional.empty();
        }
        byte[] nonce = ASN1OctetString.getInstance(extension.getParsedValue()).getOctets();
        Cert.require(nonce.length <= MAX_NONCE, "nonce");
        return Optional.of(Bytes.of(nonce));
    }

    /** Whether it says anything of this certificate. */
    public boolean isAbout(DeviceCert cert, DeviceCert issuer) {
        return statuses.stream().anyMatch(status -> status.isOf(cert, issuer));
    }

    /**
     * Refuses a certificate that its authority withdrew or does not know, and an answer that is not good.
     *
     * @param issuer the certificate's, itself verified
     * @param asked the nonce of the question; empty for an answer that was kept
     */
    public void demandGood(DeviceCert cert, DeviceCert issuer, Optional<Bytes> asked, Instant now)
            throws RefusedException {
        boolean own = issuer.signed(scheme, signed, signature);
        if (!own && responders.stream().noneMatch(by -> delegated(by, issuer, now))) {
            throw new RefusedException(
                    INVALID_OCSP, "neither " + issuer.commonName() + " nor who it named signed this");
        }
        OcspStatus status = statuses.stream()
                .filter(s -> s.isOf(cert, issuer))
                .findFirst()
                .orElseThrow(() -> new RefusedException(INVALID_OCSP, "it says nothing of " + cert.commonName()));
        Instant until = status.nextUpdate().orElse(status.thisUpdate().plus(WITHOUT_END));
        if (now.isBefore(status.thisUpdate()) || now.isAfter(until)) {
            throw new RefusedException(
                    COLLATERAL_NOT_CURRENT, "the answer is valid from " + status.thisUpdate() + " to " + until);
        }
        if (asked.isPresent() && !nonce.equals(asked)) {
            throw new RefusedException(NONCE_MISMATCH, "the answer is to another question");
        }
        if (!status.good()) {
            throw new RefusedException(REVOKED_CERTIFICATE, cert.commonName() + " is revoked, or on hold, or unknown");
        }
    }

    /** Named by the authority itself for this purpose (RFC 6960, 4.2.2.2), and who signed. */
    private boolean delegated(DeviceCert by, DeviceCert issuer, Instant now) {
        boolean named = by.extension(Extension.extendedKeyUsage)
                .flatMap(der -> Der.read(der, ExtendedKeyUsage::getInstance))
                .filter(usage -> usage.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning))
                .isPresent();
        return named
                && by.issuer().equals(issuer.subject())
                && by.signedBy(issuer)
                && by.currentAt(now)
                && by.signed(scheme, signed, signature);
    }
}
