package network.cocoon.workers.teesim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import network.cocoon.domain.kernel.Digest;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.util.BigIntegers;

/** A P-256 private key of the simulated hierarchy. */
final class SigningKey {

    private static final ECNamedDomainParameters P256 =
            new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByName("secp256r1"));
    private static final AlgorithmIdentifier SHA256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    private static final AlgorithmIdentifier ECDSA_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final ECPrivateKeyParameters secret;
    private final ECPublicKeyParameters key;
    private final SecureRandom random;

    private SigningKey(BigInteger scalar, SecureRandom random) {
        this.secret = new ECPrivateKeyParameters(scalar, P256);
        this.key = new ECPublicKeyParameters(P256.getG().multiply(scalar).normalize(), P256);
        this.random = random;
    }

    static SigningKey generate(SecureRandom random) {
        return new SigningKey(
                BigIntegers.createRandomInRange(BigInteger.ONE, P256.getN().subtract(BigInteger.ONE), random), random);
    }

    static SigningKey restore(byte[] scalar, SecureRandom random) {
        return new SigningKey(new BigInteger(1, scalar), random);
    }

    /** 32 bytes, for the owner-only file. */
    byte[] scalar() {
        return BigIntegers.asUnsignedByteArray(32, secret.getD());
    }

    /** x || y. */
    byte[] point() {
        byte[] encoded = key.getQ().getEncoded(false);
        return Arrays.copyOfRange(encoded, 1, encoded.length);
    }

    SubjectPublicKeyInfo info() {
        try {
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** r || s, 64 bytes. */
    byte[] sign(byte[] message) {
        ECDSASigner signer = new ECDSASigner();
        signer.init(true, new ParametersWithRandom(secret, random));
        BigInteger[] signature = signer.generateSignature(Digest.sha256(message).raw());
        byte[] raw = new byte[64];
        System.arraycopy(BigIntegers.asUnsignedByteArray(32, signature[0]), 0, raw, 0, 32);
        System.arraycopy(BigIntegers.asUnsignedByteArray(32, signature[1]), 0, raw, 32, 32);
        return raw;
    }

    /** For certificates and revocation lists. */
    ContentSigner signer() {
        try {
            return new BcECContentSignerBuilder(ECDSA_SHA256, SHA256)
                    .setSecureRandom(random)
                    .build(secret);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("ecdsa-with-SHA256 is built in", e);
        }
    }
}
