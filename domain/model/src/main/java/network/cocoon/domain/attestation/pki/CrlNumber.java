package network.cocoon.domain.attestation.pki;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;

/** The number of a revocation list (RFC 5280, 5.2.3): a later list never has a smaller one. */
public final class CrlNumber {

    private static final int LARGEST_BITS = 63;

    private CrlNumber() {}

    /** Zero where the list has none; empty where it has a negative one, one beyond 2^63 or something else. */
    public static Optional<BigInteger> of(Crl crl) {
        return Der.read(crl.tbs(), tbs -> {
                    Extensions extensions = TBSCertList.getInstance(tbs).getExtensions();
                    return extensions == null || extensions.getExtension(Extension.cRLNumber) == null
                            ? BigInteger.ZERO
                            : ASN1Integer.getInstance(extensions.getExtensionParsedValue(Extension.cRLNumber))
                                    .getValue();
                })
                .filter(number -> number.signum() >= 0 && number.bitLength() <= LARGEST_BITS);
    }
}
