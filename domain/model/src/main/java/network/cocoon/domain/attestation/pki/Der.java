package network.cocoon.domain.attestation.pki;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;

/** Total reading of DER: the parsers below throw many kinds of exception for hostile input, here they become one value. */
public final class Der {

    private Der() {}

    /** The structure, if the bytes are exactly its distinguished encoding. */
    public static <T> Optional<T> read(byte[] der, Function<ASN1Primitive, T> structure) {
        try {
            ASN1Primitive primitive = ASN1Primitive.fromByteArray(der);
            if (primitive == null || !Arrays.equals(primitive.getEncoded(ASN1Encoding.DER), der)) {
                return Optional.empty();
            }
            return Optional.ofNullable(structure.apply(primitive));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // BouncyCastle documents no closed list of what malformed ASN.1 raises.
            return Optional.empty();
        }
    }
}
