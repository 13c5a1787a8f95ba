package network.cocoon.domain.attestation.pki;

import static network.cocoon.domain.attestation.check.AttestationRefusal.COLLATERAL_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_CRL;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CRL;
import static network.cocoon.domain.attestation.check.AttestationRefusal.REVOKED_CERTIFICATE;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;

/** A complete certificate revocation list (RFC 5280, section 5): no delta, no indirect entries, a next update. */
public record Crl(
        byte[] tbs,
        BigInteger r,
        BigInteger s,
        Bytes issuer,
        Instant thisUpdate,
        Instant nextUpdate,
        Set<BigInteger> revoked) {

    private static final int MAX_ENTRIES = 10_000;

    public Crl {
        revoked = Set.copyOf(revoked);
    }

    public static Crl parse(byte[] der) throws RefusedException {
        return Der.read(der, Crl::of)
                .orElseThrow(() -> new RefusedException(MALFORMED_CRL, "not a DER revocation list of the profile"));
    }

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    private static Crl of(ASN1Primitive primitive) {
        CertificateList list = CertificateList.getInstance(primitive);
        Cert.require(Cert.ecdsaWithSha256(list.getSignatureAlgorithm()), "algorithm");
        Cert.require(list.getTBSCertList().getSignature().equals(list.getSignatureAlgorithm()), "algorithm");
        Extensions extensions = list.getTBSCertList().getExtensions();
        // A critical extension would limit or change what the list says: a delta, or one for some reasons only.
        Cert.require(extensions == null || extensions.getCriticalExtensionOIDs().length == 0, "critical extension");
        Cert.require(list.getNextUpdate() != null, "next update");
        Set<BigInteger> revoked = new HashSet<>();
        for (TBSCertList.CRLEntry entry : list.getRevokedCertificates()) {
            Cert.require(revoked.size() < MAX_ENTRIES, "entries");
            Extensions of = entry.getExtensions();
            Cert.require(of == null || of.getCriticalExtensionOIDs().length == 0, "critical extension");
            revoked.add(entry.getUserCertificate().getValue());
        }
        BigInteger[] signature = Cert.signature(list.getSignature().getOctets());
        return new Crl(
                Cert.signedPart(primitive, list),
                signature[0],
                signature[1],
                Bytes.of(Cert.encoded(list.getIssuer())),
                list.getThisUpdate().getDate().toInstant(),
                list.getNextUpdate().getDate().toInstant(),
                revoked);
    }

    /** Checks issuer, signature and freshness. */
    public void verify(Cert by, Instant now) throws RefusedException {
        if (!issuer.equals(by.subject()) || !by.maySignCrls()) {
            throw new RefusedException(INVALID_CRL, "the list is not issued by " + by.commonName());
        }
        if (!P256.verify(by.key(), tbs, r, s)) {
            throw new RefusedException(INVALID_CRL, "the list is not signed by " + by.commonName());
        }
        if (now.isBefore(thisUpdate) || now.isAfter(nextUpdate)) {
            throw new RefusedException(
                    COLLATERAL_NOT_CURRENT,
                    by.commonName() + "'s list is valid from " + thisUpdate + " to " + nextUpdate);
        }
    }

    /** Refuses a certificate of the same issuer that is on the list. */
    public void refuseRevoked(Cert cert) throws RefusedException {
        if (!cert.issuer().equals(issuer)) {
            throw new RefusedException(INVALID_CRL, "the list does not cover " + cert.commonName());
        }
        if (revoked.contains(cert.serial())) {
            throw new RefusedException(REVOKED_CERTIFICATE, cert.commonName() + " is revoked");
        }
    }
}
