package network.cocoon.domain.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import org.junit.jupiter.api.Test;

class ReleaseManifestTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Digest OLD_IMAGE = Digest.sha256(new byte[] {1});
    private static final Digest NEW_IMAGE = Digest.sha256(new byte[] {2});

    private final List<SigningKey> signers = IntStream.range(0, 3)
            .mapToObj(i -> SigningKey.ofSeed(new byte[] {
                (byte) i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
                27, 28, 29, 30, 31
            }))
            .toList();
    private final ReleaseKeys keys =
            new ReleaseKeys(2, signers.stream().map(SigningKey::publicKey).toList());

    @Test
    void enough_pinned_keys_make_a_manifest_valid() {
        ReleaseManifest manifest = manifest(1, NOW, List.of(OLD_IMAGE), List.of());

        SignedManifest signed = SignedManifest.decode(
                SignedManifest.sign(manifest, signers.subList(0, 2)).encode());

        assertThat(keys.verify(signed)).isEqualTo(new ReleaseKeys.Result.Valid(manifest));
    }

    @Test
    void one_key_that_signs_twice_is_one_key() {
        SigningKey one = signers.getFirst();

        assertThat(keys.verify(SignedManifest.sign(manifest(1, NOW, List.of(OLD_IMAGE), List.of()), List.of(one, one))))
                .isEqualTo(new ReleaseKeys.Result.Invalid("1 of 2 release keys signed"));
    }

    @Test
    void a_key_that_is_not_pinned_does_not_count() {
        SigningKey stranger = SigningKey.ofSeed(new byte[32]);

        assertThat(keys.verify(SignedManifest.sign(
                        manifest(1, NOW, List.of(OLD_IMAGE), List.of()), List.of(signers.getFirst(), stranger))))
                .isInstanceOf(ReleaseKeys.Result.Invalid.class);
    }

    @Test
    void a_changed_manifest_has_no_signature() {
        SignedManifest signed = SignedManifest.sign(manifest(1, NOW, List.of(OLD_IMAGE), List.of()), signers);
        byte[] changed = signed.manifest().toArray();
        changed[changed.length - 1] ^= 1;

        assertThat(keys.verify(new SignedManifest(Bytes.of(changed), signed.signatures())))
                .isInstanceOf(ReleaseKeys.Result.Invalid.class);
    }

    @Test
    void additions_wait_and_revocations_do_not() {
        ReleaseManifest first = manifest(1, NOW.minusSeconds(9), List.of(OLD_IMAGE), List.of());
        ReleaseManifest second = manifest(2, NOW.plusSeconds(3600), List.of(NEW_IMAGE), List.of(OLD_IMAGE));

        assertThat(measurements(List.of(first), NOW)).containsExactly(OLD_IMAGE);
        assertThat(measurements(List.of(first, second), NOW)).isEmpty();
        assertThat(measurements(List.of(first, second), NOW.plusSeconds(3600))).containsExactly(NEW_IMAGE);
    }

    @Test
    void an_old_manifest_served_again_brings_nothing_back() {
        ReleaseManifest first = manifest(1, NOW, List.of(OLD_IMAGE), List.of());
        ReleaseManifest second = manifest(2, NOW, List.of(NEW_IMAGE), List.of(OLD_IMAGE));

        assertThat(measurements(List.of(second, first, first), NOW)).containsExactly(NEW_IMAGE);
    }

    @Test
    void nothing_is_allowed_before_the_first_manifest() {
        assertThat(measurements(List.of(), NOW)).isEmpty();
    }

    @Test
    void one_content_has_one_encoding() {
        ReleaseManifest one = manifest(1, NOW, List.of(OLD_IMAGE, NEW_IMAGE, OLD_IMAGE), List.of());
        ReleaseManifest other = manifest(1, NOW, List.of(NEW_IMAGE, OLD_IMAGE), List.of());

        assertThat(one.encode()).isEqualTo(other.encode());
        assertThat(ReleaseManifest.decode(one.encode())).isEqualTo(other);
        byte[] longer = Arrays.copyOf(one.encode(), one.encode().length + 1);
        assertThatThrownBy(() -> ReleaseManifest.decode(longer)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Set<Digest> measurements(List<ReleaseManifest> known, Instant now) {
        return ReleasePolicy.of(known, now, true).attestation().measurements();
    }

    private static ReleaseManifest manifest(
            long version, Instant notBefore, List<Digest> measurements, List<Digest> revoked) {
        return new ReleaseManifest(version, notBefore, measurements, List.of(), List.of("a1"), revoked, List.of(), 17);
    }
}
