package network.cocoon.domain.attestation.pki;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** ECDSA with P-256 and SHA-256, the only signature in Intel's scheme. */
public final class P256 {

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

    private P256() {}

    /** A public key from x || y; empty unless it is a point of the curve other than infinity. */
    public static Optional<ECPublicKeyParameters> key(byte[] xy) {
        if (xy.length != 64) {
            return Optional.empty();
        }
        byte[] point = new byte[65];
        point[0] = 4;
        System.arraycopy(xy, 0, point, 1, 64);
        return uncompressed(point);
    }

    /** A public key from an uncompressed point (SEC 1, section 2.3.3). */
    static Optional<ECPublicKeyParameters> uncompressed(byte[] point) {
        if (point.length != 65 || point[0] != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ECPublicKeyParameters(CURVE.getCurve().decodePoint(point), DOMAIN));
        } catch (IllegalArgumentException e) {
            // Not on the curve, or a coordinate outside the field.
            return Optional.empty();
        }
    }

    /** Whether r || s, 64 bytes, signs the message. The signer refuses r and s outside [1, n-1]. */
    public static boolean verify(ECPublicKeyParameters key, byte[] message, byte[] signature) {
        if (signature.length != 64) {
            return false;
        }
        return verify(
                key,
                message,
                new BigInteger(1, Arrays.copyOfRange(signature, 0, 32)),
                new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)));
    }

    static boolean verify(ECPublicKeyParameters key, byte[] message, BigInteger r, BigInteger s) {
        ECDSASigner signer = new ECDSASigner();
        signer.init(false, key);
        return signer.verifySignature(sha256(message), r, s);
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
