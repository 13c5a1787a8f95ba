package network.cocoon.domain.attestation.snp;

import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * A version in the 8 bytes of a TCB, and the extension that states it in a certificate (AMD 56860, "TCB_VERSION"; AMD
 * 57230, extensions of a VCEK).
 */
record TcbPart(String name, int index, ASN1ObjectIdentifier id) {

    private static final ASN1ObjectIdentifier SPL = new ASN1ObjectIdentifier("1.3.6.1.4.1.3704.1.3");
    private static final List<TcbPart> BEFORE_TURIN =
            List.of(part("boot loader", 0, 1), part("TEE", 1, 2), part("SNP", 6, 3), part("microcode", 7, 8));
    private static final List<TcbPart> TURIN = List.of(
            part("FMC", 0, 9),
            part("boot loader", 1, 1),
            part("TEE", 2, 2),
            part("SNP", 3, 3),
            part("microcode", 7, 8));

    static List<TcbPart> of(SnpProduct product) {
        return switch (product) {
            case MILAN, GENOA -> BEFORE_TURIN;
            case TURIN -> TURIN;
        };
    }

    private static TcbPart part(String name, int index, int branch) {
        return new TcbPart(name, index, SPL.branch(Integer.toString(branch)));
    }
}
