package network.cocoon.domain.attestation.pki;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CERTIFICATE;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * One certificate of Intel's profile: version 3, P-256, ecdsa-with-SHA256.
 *
 * @param tbs the bytes that the issuer signed
 * @param commonName of the subject, empty unless there is exactly one
 * @param subject the name's bytes: two certificates chain only if they write it the same way
 * @param pathLength -1 where there is no limit
 */
public record Cert(
        Bytes der,
        byte[] tbs,
        BigInteger r,
        BigInteger s,
        BigInteger serial,
        String commonName,
        Bytes subject,
        Bytes issuer,
        Instant notBefore,
        Instant notAfter,
        boolean authority,
        int pathLength,
        int keyUsage,
        ECPublicKeyParameters key,
        Extensions extensions) {

    private static final int MAX_NAME = 64;
    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD_CRITICAL =
            Set.of(Extension.basicConstraints, Extension.keyUsage);

    public static Cert parse(byte[] der) throws RefusedException {
        return Der.read(der, primitive -> of(der, primitive))
                .orElseThrow(() -> new RefusedException(
                        MALFORMED_CERTIFICATE, "not a DER certificate of the profile (P-256, ecdsa-with-SHA256)"));
    }

    /**
     * The extensions of a certificate that keeps to what every profile asks: version 3, one algorithm inside and outside, no
     * critical extension that is not understood. Throws what {@link #require} throws.
     */
    static Extensions extensions(Certificate certificate) {
        require(certificate.getVersionNumber() == 3, "version");
        require(
                certificate.getTBSCertificate().getSignature().equals(certificate.getSignatureAlgorithm()),
                "algorithm");
        Extensions extensions = certificate.getTBSCertificate().getExtensions();
        require(extensions != null, "extensions");
        for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
            require(UNDERSTOOD_CRITICAL.contains(critical), "critical extension");
        }
        return extensions;
    }

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    private static Cert of(byte[] der, ASN1Primitive primitive) {
        Certificate certificate = Certificate.getInstance(primitive);
        require(ecdsaWithSha256(certificate.getSignatureAlgorithm()), "algorithm");
        BigInteger[] signature = signature(certificate.getSignature().getOctets());
        Extensions extensions = extensions(certificate);
        BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
        boolean authority = constraints != null && constraints.isCA();
        BigInteger limit = authority ? constraints.getPathLenConstraint() : null;
        KeyUsage usage = KeyUsage.fromExtensions(extensions);
        require(usage != null, "key usage");
        return new Cert(
                Bytes.of(der),
                signedPart(primitive, certificate),
                signature[0],
                signature[1],
                certificate.getSerialNumber().getValue(),
                commonName(certificate.getSubject()),
                Bytes.of(encoded(certificate.getSubject())),
                Bytes.of(encoded(certificate.getIssuer())),
                certificate.getStartDate().getDate().toInstant(),
                certificate.getEndDate().getDate().toInstant(),
                authority,
                limit == null ? -1 : limit.intValueExact(),
                usage.getBytes()[0] & 0xff,
                publicKey(certificate.getSubjectPublicKeyInfo()),
                extensions);
    }

    public boolean mayCertify() {
        return authority && (keyUsage & KeyUsage.keyCertSign) != 0;
    }

    public boolean maySignCrls() {
        return authority && (keyUsage & KeyUsage.cRLSign) != 0;
    }

    public boolean currentAt(Instant now) {
        return !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }

    public boolean signedBy(Cert issuer) {
        return P256.verify(issuer.key, tbs, r, s);
    }

    /** The extension's value, if present. */
    public Optional<byte[]> extension(ASN1ObjectIdentifier id) {
        Extension extension = extensions.getExtension(id);
        return extension == null
                ? Optional.empty()
                : Optional.of(extension.getExtnValue().getOctets());
    }

    static boolean ecdsaWithSha256(AlgorithmIdentifier algorithm) {
        return algorithm.getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA256)
                && algorithm.getParameters() == null;
    }

    /** r and s of a DER signature value, which must itself be canonical. */
    static BigInteger[] signature(byte[] value) {
        return Der.read(value, Cert::pair).orElseThrow(() -> new IllegalArgumentException("signature"));
    }

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    static BigInteger[] pair(ASN1Primitive primitive) {
        ASN1Sequence pair = ASN1Sequence.getInstance(primitive);
        require(pair.size() == 2, "signature");
        return new BigInteger[] {
            ASN1Integer.getInstance(pair.getObjectAt(0)).getValue(),
            ASN1Integer.getInstance(pair.getObjectAt(1)).getValue()
        };
    }

    /**
     * The bytes that were signed, cut from what arrived. BouncyCastle writes some structures anew from what it understood:
     * it would take a list whose extensions have the wrong tag, and hash the right one.
     */
    static byte[] signedPart(ASN1Primitive arrived, ASN1Object understood) {
        require(Arrays.equals(encoded(arrived), encoded(understood)), "structure");
        return encoded(ASN1Sequence.getInstance(arrived).getObjectAt(0).toASN1Primitive());
    }

    static byte[] encoded(ASN1Object structure) {
        try {
            return structure.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalArgumentException("encoding", e);
        }
    }

    static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what);
        }
    }

    /**
     * Read at once: BouncyCastle parses names only when asked, and throws then. A name is shown to people, so one that is
     * long or not plain text counts as none.
     */
    static String commonName(X500Name subject) {
        RDN[] names = subject.getRDNs(BCStyle.CN);
        if (names.length != 1 || names[0].isMultiValued()) {
            return "";
        }
        String name = IETFUtils.valueToString(names[0].getFirst().getValue());
        boolean plain = name.length() <= MAX_NAME && name.chars().allMatch(c -> c >= ' ' && c <= '~');
        return plain ? name : "";
    }

    private static ECPublicKeyParameters publicKey(SubjectPublicKeyInfo info) {
        require(info.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey), "key type");
        require(SECObjectIdentifiers.secp256r1.equals(info.getAlgorithm().getParameters()), "curve");
        return P256.uncompressed(info.getPublicKeyData().getOctets())
                .orElseThrow(() -> new IllegalArgumentException("point"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cert that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }

    /** Never the key: equal names are told apart by the serial number. */
    @Override
    public String toString() {
        return "Cert[" + commonName + ", " + serial.toString(16) + ", " + Arrays.hashCode(tbs) + "]";
    }
}
