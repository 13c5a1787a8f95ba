package network.cocoon.domain.attestation.pki;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CERTIFICATE;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A certificate of a device maker's hierarchy, NVIDIA's or AMD's: version 3, P-384 or RSA of 4096 bits. As {@link Cert},
 * which is Intel's profile.
 *
 * @param tbs the bytes that the issuer signed
 * @param commonName of the subject, empty unless there is exactly one
 * @param pathLength -1 where there is no limit
 */
public record DeviceCert(
        Bytes der,
        byte[] tbs,
        DeviceScheme scheme,
        byte[] signature,
        BigInteger serial,
        String commonName,
        Bytes subject,
        Bytes issuer,
        Instant notBefore,
        Instant notAfter,
        boolean mayCertify,
        int pathLength,
        DeviceKey key,
        Extensions extensions) {

    public static DeviceCert parse(byte[] der) throws RefusedException {
        return Der.read(der, primitive -> of(der, primitive))
                .orElseThrow(() -> new RefusedException(
                        MALFORMED_CERTIFICATE, "not a DER certificate of a device (P-384 or RSA of 4096 bits)"));
    }

    /** A certificate within another structure. Throws whatever ASN.1 readers throw, as below. */
    static DeviceCert read(ASN1Primitive primitive) {
        return of(Cert.encoded(primitive), primitive);
    }

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    private static DeviceCert of(byte[] der, ASN1Primitive primitive) {
        Certificate certificate = Certificate.getInstance(primitive);
        Extensions extensions = Cert.extensions(certificate);
        BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
        KeyUsage usage = KeyUsage.fromExtensions(extensions);
        boolean authority = constraints != null && constraints.isCA();
        BigInteger limit = authority ? constraints.getPathLenConstraint() : null;
        return new DeviceCert(
                Bytes.of(der),
                Cert.signedPart(primitive, certificate),
                DeviceScheme.of(certificate.getSignatureAlgorithm()),
                certificate.getSignature().getOctets(),
                certificate.getSerialNumber().getValue(),
                Cert.commonName(certificate.getSubject()),
                Bytes.of(Cert.encoded(certificate.getSubject())),
                Bytes.of(Cert.encoded(certificate.getIssuer())),
                certificate.getStartDate().getDate().toInstant(),
                certificate.getEndDate().getDate().toInstant(),
                authority && usage != null && usage.hasUsages(KeyUsage.keyCertSign),
                limit == null ? -1 : limit.intValueExact(),
                DeviceKey.of(certificate.getSubjectPublicKeyInfo()),
                extensions);
    }

    public boolean currentAt(Instant now) {
        return !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }

    public boolean signedBy(DeviceCert by) {
        return by.signed(scheme, tbs, signature);
    }

    /** Whether this certificate's key made the signature, in the one way that a key of its kind signs. */
    boolean signed(DeviceScheme as, byte[] message, byte[] value) {
        DeviceScheme expected =
                switch (key) {
                    case DeviceKey.Ec _ -> DeviceScheme.ECDSA_SHA384;
                    case DeviceKey.Rsa _ -> DeviceScheme.PSS_SHA384;
                };
        return as == expected && key.signed(message, value);
    }

    public boolean maySignCrls() {
        return mayCertify && KeyUsage.fromExtensions(extensions).hasUsages(KeyUsage.cRLSign);
    }

    /** The key's bits, as identifiers of a key are made of them (RFC 6960, 4.1.1). */
    byte[] keyBits() {
        return Certificate.getInstance(der.toArray())
                .getSubjectPublicKeyInfo()
                .getPublicKeyData()
                .getOctets();
    }

    /** The extension's value, if present. */
    public Optional<byte[]> extension(ASN1ObjectIdentifier id) {
        Extension extension = extensions.getExtension(id);
        return extension == null
                ? Optional.empty()
                : Optional.of(extension.getExtnValue().getOctets());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceCert that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }

    @Override
    public String toString() {
        return "DeviceCert[" + commonName + ", " + serial.toString(16) + "]";
    }
}
