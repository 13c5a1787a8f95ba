package network.cocoon.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import network.cocoon.domain.kernel.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/**
 * Where node, app and auditor run on different machines, one signature must not be good for one of them only: so both
 * implementations get what a malicious signer can make.
 */
class ImplementationsAgreeTest {

    private static final byte[] OF_ORDER_EIGHT =
            HexFormat.of().parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

    private final Random random = new Random(7);
    private final BigInteger secret = scalar();
    private final byte[] key = EdwardsPoint.BASE.times(secret).encode();
    private final VerificationKey here = VerificationKey.of(Bytes.of(key)).orElseThrow();
    private final VerificationKey plain = VerificationKey.plain(Bytes.of(key)).orElseThrow();

    @Test
    void linuxOnThisProcessorHasTheLibrary() {
        assumeTrue("Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch")));
        assertThat(NativeEd25519.here()).isPresent();
    }

    /** Whatever fails in it is decided by BouncyCastle, which all the others here would not notice. */
    @Test
    void itIsTheLibraryThatSignsAndDecides() throws GeneralSecurityException {
        assumeTrue(NativeEd25519.here().isPresent());
        NativeEd25519 library = NativeEd25519.here().get();
        for (int i = 0; i < 64; i++) {
            byte[] seed = new byte[SigningKey.KEY_BYTES];
            random.nextBytes(seed);
            byte[] message = new byte[i * 5];
            random.nextBytes(message);
            byte[] expected = new byte[Signatures.SIGNATURE_BYTES];
            Ed25519.sign(seed, 0, message, 0, message.length, expected, 0);
            PublicKey verifying =
                    library.publicKey(SigningKey.ofSeed(seed).publicKey().toArray());
            assertThat(library.sign(library.privateKey(seed), message)).isEqualTo(expected);
            assertThat(library.verify(verifying, expected, message)).isTrue();
            expected[i] ^= 1;
            assertThat(library.verify(verifying, expected, message)).isFalse();
        }
    }

    @Test
    void aPointOfSmallOrderBesideRIsRefusedByBoth() {
        EdwardsPoint small = EdwardsPoint.decode(OF_ORDER_EIGHT);
        int lenient = 0;
        for (int i = 0; i < 64; i++) {
            byte[] message = {(byte) i};
            byte[] signature = signature(message, scalar(), small.times(BigInteger.valueOf(i % 8)));
            boolean good = i % 8 == 0;
            assertThat(here.verify(Bytes.of(signature), message)).isEqualTo(good);
            assertThat(plain.verify(Bytes.of(signature), message)).isEqualTo(good);
            lenient += !good && Ed25519.verify(signature, 0, key, 0, message, 0, message.length) ? 1 : 0;
        }
        // Otherwise the check of R would be for nothing.
        assertThat(lenient).isPositive();
    }

    @Test
    void aNonceOfZeroIsRefusedByBoth() {
        for (int i = 0; i < 8; i++) {
            byte[] message = {(byte) i};
            byte[] signature = signature(
                    message,
                    BigInteger.ZERO,
                    EdwardsPoint.decode(OF_ORDER_EIGHT).times(BigInteger.valueOf(i)));
            assertThat(here.verify(Bytes.of(signature), message)).isFalse();
            assertThat(plain.verify(Bytes.of(signature), message)).isFalse();
        }
    }

    @Test
    void everyFlippedBitIsRefusedByBoth() {
        byte[] message = "one message".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = signature(message, scalar(), EdwardsPoint.NEUTRAL);
        assertThat(here.verify(Bytes.of(signature), message)).isTrue();
        assertThat(plain.verify(Bytes.of(signature), message)).isTrue();
        for (int bit = 0; bit < 8 * signature.length; bit++) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(here.verify(Bytes.of(changed), message))
                    .as("bit %d", bit)
                    .isFalse();
            assertThat(plain.verify(Bytes.of(changed), message))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void anSBeyondTheOrderIsRefusedByBoth() {
        for (int i = 0; i < 16; i++) {
            byte[] message = {(byte) i};
            byte[] signature = signature(message, scalar(), EdwardsPoint.NEUTRAL);
            BigInteger s = EdwardsPoint.littleEndian(Arrays.copyOfRange(signature, 32, 64));
            byte[] raised = EdwardsPoint.encoded(s.add(EdwardsPoint.ORDER));
            System.arraycopy(raised, 0, signature, 32, 32);
            assertThat(here.verify(Bytes.of(signature), message)).isFalse();
            assertThat(plain.verify(Bytes.of(signature), message)).isFalse();
        }
    }

    @Test
    void bothSignAlike() {
        for (int i = 0; i < 64; i++) {
            byte[] seed = new byte[SigningKey.KEY_BYTES];
            random.nextBytes(seed);
            byte[] message = new byte[i * 7];
            random.nextBytes(message);
            SigningKey signing = SigningKey.ofSeed(seed);
            byte[] expected = new byte[Signatures.SIGNATURE_BYTES];
            Ed25519.sign(seed, 0, message, 0, message.length, expected, 0);
            assertThat(signing.sign(message)).isEqualTo(Bytes.of(expected));
        }
    }

    /** A signature by {@link #secret} with R = nonce * B + beside, and S as if nothing stood beside. */
    private byte[] signature(byte[] message, BigInteger nonce, EdwardsPoint beside) {
        byte[] r = EdwardsPoint.BASE.times(nonce).plus(beside).encode();
        BigInteger challenge = EdwardsPoint.littleEndian(sha512(Signatures.join(r, key, message)));
        BigInteger s = nonce.add(challenge.multiply(secret)).mod(EdwardsPoint.ORDER);
        return ByteBuffer.allocate(64).put(r).put(EdwardsPoint.encoded(s)).array();
    }

    private BigInteger scalar() {
        return new BigInteger(250, random).add(BigInteger.ONE);
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
