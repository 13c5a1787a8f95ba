package network.cocoon.domain.attestation.gpu;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.pki.Der;
import network.cocoon.domain.attestation.pki.DeviceCert;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;

/**
 * The firmware that a device's certificate was issued to: only that firmware ever has the certificate's key (TCG DICE
 * Attestation Architecture). Hopper writes a composite device id, Blackwell a TCB info.
 */
final class FirmwareId {

    private static final ASN1ObjectIdentifier COMPOSITE_ID = new ASN1ObjectIdentifier("2.23.133.5.4.1");
    private static final ASN1ObjectIdentifier TCB_INFO = COMPOSITE_ID.branch("1");
    private static final int FWIDS = 6;
    private static final int DIGEST = 48;
    private static final Bytes NONE = Bytes.of(new byte[DIGEST]);

    private FirmwareId() {}

    /** SHA-384 of the firmware's parts, 48 bytes each, without those that are all zero; empty where none is stated. */
    static List<Bytes> of(DeviceCert leaf) {
        return leaf
                .extension(COMPOSITE_ID)
                .flatMap(der -> Der.read(der, FirmwareId::composite))
                .or(() -> leaf.extension(TCB_INFO).flatMap(der -> Der.read(der, FirmwareId::tcbInfo)))
                .orElse(List.of())
                .stream()
                .filter(digest -> !digest.equals(NONE))
                .toList();
    }

    /** Throws whatever ASN.1 readers throw; {@link Der#read} turns it into a value. */
    private static List<Bytes> composite(ASN1Primitive primitive) {
        ASN1Sequence id = ASN1Sequence.getInstance(primitive);
        return List.of(digest(id.getObjectAt(id.size() - 1)));
    }

    private static List<Bytes> tcbInfo(ASN1Primitive primitive) {
        List<Bytes> digests = new ArrayList<>();
        for (ASN1Encodable field : ASN1Sequence.getInstance(primitive)) {
            ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(field);
            if (tagged.getTagNo() == FWIDS) {
                for (ASN1Encodable fwid : ASN1Sequence.getInstance(tagged, false)) {
                    digests.add(digest(fwid));
                }
            }
        }
        return digests;
    }

    private static Bytes digest(ASN1Encodable fwid) {
        ASN1Sequence pair = ASN1Sequence.getInstance(fwid);
        byte[] digest = ASN1OctetString.getInstance(pair.getObjectAt(1)).getOctets();
        if (pair.size() != 2
                || !NISTObjectIdentifiers.id_sha384.equals(pair.getObjectAt(0))
                || digest.length != DIGEST) {
            throw new IllegalArgumentException("a firmware id that is no SHA-384 digest");
        }
        return Bytes.of(digest);
    }
}
