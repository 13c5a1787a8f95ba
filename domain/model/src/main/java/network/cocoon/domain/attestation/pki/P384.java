package network.cocoon.domain.attestation.pki;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** ECDSA with P-384 and SHA-384: NVIDIA's devices and AMD's chips sign so. */
public final class P384 {

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp384r1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
    private static final int POINT = 97;

    private P384() {}

    /** A public key from an uncompressed point (SEC 1, section 2.3.3); empty unless it is on the curve. */
    static Optional<ECPublicKeyParameters> uncompressed(byte[] point) {
        if (point.length != POINT || point[0] != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ECPublicKeyParameters(CURVE.getCurve().decodePoint(point), DOMAIN));
        } catch (IllegalArgumentException e) {
            // Not on the curve, or a coordinate outside the field.
            return Optional.empty();
        }
    }

    /** The signer refuses r and s outside [1, n-1]. */
    public static boolean verify(ECPublicKeyParameters key, byte[] message, BigInteger r, BigInteger s) {
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, key);
        return signer.verifySignature(sha384(message), r, s);
    }

    /** 48 bytes. */
    public static byte[] sha384(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-384").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-384", e);
        }
    }
}
