package network.cocoon.domain.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 by AWS-LC's assembly, where its library runs (Linux on x86-64): a quarter of the time to sign, half of it to
 * verify. It computes R from the signature and compares bytes (RFC 8032 5.1.7 without the cofactor, S below the order).
 * Elsewhere, and where it fails, BouncyCastle decides, and decides alike.
 */
final class NativeEd25519 {

    /** Its keys can be made from bytes only where this is set while the provider is made. */
    private static final String KEYS_FROM_BYTES = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private static final String ALGORITHM = "EdDSA";
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] SEED_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final Optional<NativeEd25519> HERE = load();

    private final Provider provider;
    private final KeyFactory keys;

    private NativeEd25519(Provider provider, KeyFactory keys) {
        this.provider = provider;
        this.keys = keys;
    }

    /** Empty where the library does not load. */
    static Optional<NativeEd25519> here() {
        return HERE;
    }

    private static Optional<NativeEd25519> load() {
        String before = System.setProperty(KEYS_FROM_BYTES, "true");
        try {
            var provider = AmazonCorrettoCryptoProvider.INSTANCE;
            if (provider.getLoadingError() != null) {
                return Optional.empty();
            }
            return Optional.of(new NativeEd25519(provider, KeyFactory.getInstance(ALGORITHM, provider)));
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            return Optional.empty();
        } finally {
            restore(before);
        }
    }

    /** Another user of the provider in this process has its own ideas. */
    private static void restore(@Nullable String before) {
        if (before == null) {
            System.clearProperty(KEYS_FROM_BYTES);
        } else {
            System.setProperty(KEYS_FROM_BYTES, before);
        }
    }

    /** @param publicKey 32 bytes that were validated */
    PublicKey publicKey(byte[] publicKey) throws GeneralSecurityException {
        return keys.generatePublic(new X509EncodedKeySpec(Signatures.join(PUBLIC_PREFIX, publicKey)));
    }

    /** The JDK's copies what it is given, and copies it again for who asks: those would be overwritten by nobody. */
    private static final class ItsOwnBytes extends PKCS8EncodedKeySpec {

        private final byte[] encoded;

        private ItsOwnBytes(byte[] encoded) {
            super(new byte[0]);
            this.encoded = encoded;
        }

        @Override
        public byte[] getEncoded() {
            return encoded;
        }
    }

    /** @param seed 32 bytes, which are copied, but not within this process's heap */
    PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
        byte[] encoded = Signatures.join(SEED_PREFIX, seed);
        try {
            return keys.generatePrivate(new ItsOwnBytes(encoded));
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** Throws where it cannot decide. */
    boolean verify(PublicKey key, byte[] signature, byte[] message) throws GeneralSecurityException {
        Signature check = Signature.getInstance(ALGORITHM, provider);
        check.initVerify(key);
        check.update(message);
        return check.verify(signature);
    }

    byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signing = Signature.getInstance(ALGORITHM, provider);
        signing.initSign(key);
        signing.update(message);
        return signing.sign();
    }
}
