package network.cocoon.domain.attestation.tdx;

import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_CERTIFICATE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.Der;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * The SGX extension of a PCK certificate (Intel SGX PCK Certificate and CRL Profile).
 *
 * @param components the 16 SGX component SVNs, each 0 to 255
 * @param platformInstance present on certificates of the Platform CA only
 */
public record PckExtension(
        Bytes ppid, List<Integer> components, int pceSvn, Bytes pceId, Bytes fmspc, Optional<Bytes> platformInstance) {

    private static final ASN1ObjectIdentifier SGX = new ASN1ObjectIdentifier("1.2.840.113741.1.13.1");
    private static final int COMPONENTS = 16;

    /** Of a certificate that nothing is known of yet. */
    public static PckExtension of(Cert leaf) throws RefusedException {
        return leaf.extension(SGX)
                .flatMap(der -> Der.read(der, PckExtension::of))
                .orElseThrow(() -> new RefusedException(
                        MALFORMED_CERTIFICATE, "the PCK certificate has no SGX extension of the profile"));
    }

    /** The name of the machine: its platform instance, or its PPID where the certificate has none. */
    String platformId() {
        return platformInstance.map(Bytes::hex).orElseGet(() -> "ppid-" + ppid.hex());
    }

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    private static PckExtension of(ASN1Primitive primitive) {
        Map<ASN1ObjectIdentifier, ASN1Encodable> fields = fields(primitive);
        Map<ASN1ObjectIdentifier, ASN1Encodable> tcb = fields(field(fields, SGX.branch("2")));
        List<Integer> components = new ArrayList<>();
        for (int i = 1; i <= COMPONENTS; i++) {
            components.add(number(field(tcb, SGX.branch("2." + i)), 0xff));
        }
        ASN1Encodable instance = fields.get(SGX.branch("6"));
        return new PckExtension(
                octets(field(fields, SGX.branch("1")), 16),
                List.copyOf(components),
                number(field(tcb, SGX.branch("2.17")), 0xffff),
                octets(field(fields, SGX.branch("3")), 2),
                octets(field(fields, SGX.branch("4")), 6),
                instance == null ? Optional.empty() : Optional.of(octets(instance, 16)));
    }

    private static Map<ASN1ObjectIdentifier, ASN1Encodable> fields(ASN1Encodable sequence) {
        Map<ASN1ObjectIdentifier, ASN1Encodable> fields = new HashMap<>();
        for (ASN1Encodable element : ASN1Sequence.getInstance(sequence)) {
            ASN1Sequence pair = ASN1Sequence.getInstance(element);
            if (pair.size() != 2
                    || fields.put(ASN1ObjectIdentifier.getInstance(pair.getObjectAt(0)), pair.getObjectAt(1)) != null) {
                throw new IllegalArgumentException("a field that is not a pair, or stands twice");
            }
        }
        return fields;
    }

    private static ASN1Encodable field(Map<ASN1ObjectIdentifier, ASN1Encodable> fields, ASN1ObjectIdentifier id) {
        ASN1Encodable field = fields.get(id);
        if (field == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return field;
    }

    private static int number(ASN1Encodable field, int max) {
        int value = ASN1Integer.getInstance(field).intValueExact();
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("an SVN out of range");
        }
        return value;
    }

    private static Bytes octets(ASN1Encodable field, int length) {
        byte[] octets = ASN1OctetString.getInstance(field).getOctets();
        if (octets.length != length) {
            throw new IllegalArgumentException("a field of the wrong length");
        }
        return Bytes.of(octets);
    }
}
