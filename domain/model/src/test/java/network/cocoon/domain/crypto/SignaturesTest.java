package network.cocoon.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

    private static final SigningKey KEY = SigningKey.generate(new SecureRandom());

    /** RFC 8032, 7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void theStandardsVectorsHold(String seed, String publicKey, String message, String signature) {
        SigningKey key = SigningKey.ofSeed(hex(seed));
        assertThat(key.publicKey().hex()).isEqualTo(publicKey);
        assertThat(key.sign(hex(message)).hex()).isEqualTo(signature);
        assertThat(Signatures.verify(key.publicKey(), Bytes.of(hex(signature)), hex(message)))
                .isTrue();
    }

    @Property(tries = 30)
    void onlyTheSignedMessageVerifies(@ForAll @NotEmpty byte[] message) {
        Bytes signature = KEY.sign(message);
        assertThat(Signatures.verify(KEY.publicKey(), signature, message)).isTrue();
        byte[] changed = message.clone();
        changed[message.length / 2] ^= 1;
        assertThat(Signatures.verify(KEY.publicKey(), signature, changed)).isFalse();
        VerificationKey once = VerificationKey.of(KEY.publicKey()).orElseThrow();
        assertThat(once.verify(signature, message)).isTrue();
        assertThat(once.verify(signature, changed)).isFalse();
        assertThat(once.verify(Bytes.of(message), message)).isFalse();
    }

    @Test
    void everyFlippedByteOfASignatureIsRefused() {
        byte[] signature = KEY.sign(new byte[] {1}).toArray();
        for (int at = 0; at < signature.length; at++) {
            byte[] changed = signature.clone();
            changed[at] ^= 1;
            assertThat(Signatures.verify(KEY.publicKey(), Bytes.of(changed), new byte[] {1}))
                    .isFalse();
        }
    }

    @Test
    void aSecondFormOfTheSameSignatureIsRefused() {
        // S + L satisfies the equation too; RFC 8032 5.1.7 demands S < L.
        byte[] signature = KEY.sign(new byte[] {1}).toArray();
        byte[] scalar = Arrays.copyOfRange(signature, 32, 64);
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] bigEndian = new BigInteger(1, reversed(scalar)).add(order).toByteArray();
        byte[] raised = reversed(Arrays.copyOfRange(bigEndian, bigEndian.length - 32, bigEndian.length));
        System.arraycopy(raised, 0, signature, 32, 32);
        assertThat(Signatures.verify(KEY.publicKey(), Bytes.of(signature), new byte[] {1}))
                .isFalse();
    }

    /** Points of small order, and a y at or above the field's prime: under the first any signature can be made to fit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "00"
            })
    void weakAndMalformedKeysVerifyNothing(String key) {
        Bytes publicKey = Bytes.of(hex(key));
        byte[] identity = new byte[64];
        identity[0] = 1;
        assertThat(Signatures.isPublicKey(publicKey)).isFalse();
        assertThat(VerificationKey.of(publicKey)).isEmpty();
        assertThat(Signatures.verify(publicKey, Bytes.of(identity), new byte[0]))
                .isFalse();
    }

    @Test
    void wrongSizesVerifyNothingAndDestroyedKeysSignNothing() {
        assertThat(Signatures.verify(KEY.publicKey(), Bytes.EMPTY)).isFalse();
        SigningKey key = SigningKey.ofSeed(KEY.seed());
        assertThat(key.publicKey()).isEqualTo(KEY.publicKey());
        key.destroy();
        assertThatThrownBy(() -> key.sign(new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(key::seed).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> SigningKey.ofSeed(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThat(key).hasToString("SigningKey[Ed25519]");
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
