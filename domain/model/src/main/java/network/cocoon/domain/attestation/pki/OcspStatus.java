package network.cocoon.domain.attestation.pki;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.Extensions;

/**
 * What an answer says of one certificate (RFC 6960, 4.2.1, SingleResponse).
 *
 * @param hash the digest that the issuer's name and key are named by
 * @param good false for one that is revoked, for a while or for ever, and for one that the responder does not know
 */
record OcspStatus(
        String hash,
        Bytes issuerName,
        Bytes issuerKey,
        BigInteger serial,
        boolean good,
        Instant thisUpdate,
        Optional<Instant> nextUpdate) {

    private static final int GOOD = 0;

    /** Of the OSE Implementors' Workshop, as RFC 3279, 2.2.1 has it. */
    private static final ASN1ObjectIdentifier SHA1 = new ASN1ObjectIdentifier("1.3.14.3.2.26");

    /** SHA-1 names here, and proves nothing: who finds two names alike still has no signature. */
    private static final Map<ASN1ObjectIdentifier, String> HASHES = Map.of(
            SHA1, "SHA-1", NISTObjectIdentifiers.id_sha256, "SHA-256", NISTObjectIdentifiers.id_sha384, "SHA-384");

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    static OcspStatus of(SingleResponse single) {
        CertID id = single.getCertID();
        String hash = HASHES.get(id.getHashAlgorithm().getAlgorithm());
        if (hash == null) {
            throw new IllegalArgumentException("hash");
        }
        Extensions extensions = single.getSingleExtensions();
        Cert.require(extensions == null || extensions.getCriticalExtensionOIDs().length == 0, "critical extension");
        ASN1GeneralizedTime next = single.getNextUpdate();
        return new OcspStatus(
                hash,
                Bytes.of(id.getIssuerNameHash().getOctets()),
                Bytes.of(id.getIssuerKeyHash().getOctets()),
                id.getSerialNumber().getValue(),
                single.getCertStatus().getTagNo() == GOOD,
                time(single.getThisUpdate()),
                next == null ? Optional.empty() : Optional.of(time(next)));
    }

    boolean isOf(DeviceCert cert, DeviceCert issuer) {
        return serial.equals(cert.serial())
                && issuerName.equals(digest(issuer.subject().toArray()))
                && issuerKey.equals(digest(issuer.keyBits()));
    }

    private Bytes digest(byte[] of) {
        try {
            return Bytes.of(MessageDigest.getInstance(hash).digest(of));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + hash, e);
        }
    }

    private static Instant time(ASN1GeneralizedTime time) {
        try {
            return time.getDate().toInstant();
        } catch (ParseException e) {
            throw new IllegalArgumentException("time", e);
        }
    }
}
