package network.cocoon.domain.attestation.pki;

import static network.cocoon.domain.attestation.check.AttestationRefusal.COLLATERAL_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_CRL;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CRL;
import static network.cocoon.domain.attestation.check.AttestationRefusal.REVOKED_CERTIFICATE;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;

/**
 * A device maker's complete revocation list (RFC 5280, section 5), as AMD's key distribution service gives it: as {@link Crl},
 * which is Intel's.
 */
public record DeviceCrl(
        byte[] tbs,
        DeviceScheme scheme,
        byte[] signature,
        Bytes issuer,
        Instant thisUpdate,
        Instant nextUpdate,
        Set<BigInteger> revoked) {

    /** In bytes. */
    public static final int MAX_LENGTH = 1024 * 1024;

    private static final int MAX_ENTRIES = 10_000;

    public DeviceCrl {
        revoked = Set.copyOf(revoked);
    }

    public static DeviceCrl parse(byte[] der) throws RefusedException {
        if (der.length > MAX_LENGTH) {
            throw new RefusedException(MALFORMED_CRL, "a revocation list has at most " + MAX_LENGTH + " bytes");
        }
        return Der.read(der, DeviceCrl::of)
                .orElseThrow(() -> new RefusedException(MALFORMED_CRL, "not a DER revocation list of a device maker"));
    }

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    private static DeviceCrl of(ASN1Primitive primitive) {
        CertificateList list = CertificateList.getInstance(primitive);
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
        return new DeviceCrl(
                Cert.signedPart(primitive, list),
                DeviceScheme.of(list.getSignatureAlgorithm()),
                list.getSignature().getOctets(),
                Bytes.of(Cert.encoded(list.getIssuer())),
                list.getThisUpdate().getDate().toInstant(),
                list.getNextUpdate().getDate().toInstant(),
                revoked);
    }

    /**
     * Refuses a chain that this list withdraws, and a list that is not of one of the chain's authorities or not of today.
     *
     * @param chain verified up to a pinned root
     */
    public void refuseRevoked(DeviceChain chain, Instant now) throws RefusedException {
        List<DeviceCert> certificates = chain.certificates();
        DeviceCert by = certificates.stream()
                .skip(1)
                .filter(cert -> cert.subject().equals(issuer))
                .findFirst()
                .orElseThrow(() -> new RefusedException(INVALID_CRL, "the list is of none of the chain's authorities"));
        if (!by.maySignCrls() || !by.signed(scheme, tbs, signature)) {
            throw new RefusedException(INVALID_CRL, "the list is not signed by " + by.commonName());
        }
        if (now.isBefore(thisUpdate) || now.isAfter(nextUpdate)) {
            throw new RefusedException(
                    COLLATERAL_NOT_CURRENT,
                    by.commonName() + "'s list is valid from " + thisUpdate + " to " + nextUpdate);
        }
        for (DeviceCert cert : certificates) {
            if (cert.issuer().equals(issuer) && revoked.contains(cert.serial())) {
                throw new RefusedException(REVOKED_CERTIFICATE, cert.commonName() + " is revoked");
            }
        }
    }
}
