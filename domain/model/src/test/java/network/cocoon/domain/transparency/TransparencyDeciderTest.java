package network.cocoon.domain.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.TransparencyCommand.AnchorCheckpoint;
import network.cocoon.domain.transparency.TransparencyCommand.SealCheckpoint;
import org.junit.jupiter.api.Test;

class TransparencyDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String REGISTRY = "0:" + "ab".repeat(32);
    private static final Digest TRANSACTION = Digest.sha256();

    private final DeciderFixture<TransparencyCommand, TransparencyState, TransparencyEvent> fresh =
            DeciderFixture.of(new TransparencyDecider());
    private final DeciderFixture<TransparencyCommand, TransparencyState, TransparencyEvent> sealed =
            fresh.given(seal(10)).given(seal(20)).given(seal(30));

    private static Checkpoint of(long size) {
        return new Checkpoint(size, Digest.sha256(Long.toString(size).getBytes(StandardCharsets.UTF_8)));
    }

    private static SealCheckpoint seal(long size) {
        return new SealCheckpoint(of(size), NOW);
    }

    private static AnchorCheckpoint anchor(long size, String registry, long lt, Instant when) {
        return new AnchorCheckpoint(of(size), registry, TRANSACTION, lt, when, NOW);
    }

    private static AnchorCheckpoint anchor(long size, long lt) {
        return anchor(size, REGISTRY, lt, NOW);
    }

    @Test
    void sizesOnlyGrow() {
        sealed.thenAlreadyDone(seal(30));
        sealed.thenRefused(seal(29), TransparencyRefusal.CHECKPOINT_NOT_INCREASED);
        sealed.thenRefused(
                new SealCheckpoint(new Checkpoint(30, Digest.sha256()), NOW),
                TransparencyRefusal.CHECKPOINT_NOT_INCREASED);
        assertThat(sealed.given(seal(31)).state().newest().orElseThrow().checkpoint())
                .isEqualTo(of(31));
        assertThatThrownBy(() -> of(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyWhatWasSealedIsAnchored() {
        fresh.thenRefused(anchor(10, 1), TransparencyRefusal.CHECKPOINT_UNKNOWN);
        sealed.thenRefused(anchor(11, 1), TransparencyRefusal.CHECKPOINT_UNKNOWN);
        sealed.thenRefused(
                new AnchorCheckpoint(new Checkpoint(20, Digest.sha256()), REGISTRY, TRANSACTION, 1, NOW, NOW),
                TransparencyRefusal.CHECKPOINT_UNKNOWN);
        sealed.thenRefused(anchor(10, "EQAB", 1, NOW), TransparencyRefusal.INVALID_ANCHOR);
        sealed.thenRefused(anchor(10, 0), TransparencyRefusal.INVALID_ANCHOR);
    }

    @Test
    void onceAndInTheChainsOrder() {
        var anchored = sealed.given(anchor(20, 5));
        anchored.thenAlreadyDone(anchor(20, 5));
        anchored.thenAlreadyDone(anchor(10, 3));
        anchored.thenRefused(anchor(30, 5), TransparencyRefusal.ANCHOR_CONTRADICTION);
        anchored.thenRefused(anchor(30, REGISTRY, 6, NOW.minusSeconds(1)), TransparencyRefusal.ANCHOR_CONTRADICTION);
        // Another contract counts anew.
        assertThat(anchored.thenAccepted(anchor(30, "0:" + "cd".repeat(32), 1, NOW)))
                .hasSize(1);
        var last = anchored.given(anchor(30, 6)).state();
        assertThat(Objects.requireNonNull(last.anchored()).checkpoint()).isEqualTo(of(30));
    }

    @Test
    void theStateStaysSmall() {
        var all = fresh;
        for (long size = 1; size <= TransparencyState.MOST_SEALED + 2; size++) {
            all = all.given(seal(size));
        }
        assertThat(all.state().sealed()).hasSize(TransparencyState.MOST_SEALED);
        all.thenRefused(anchor(2, 1), TransparencyRefusal.CHECKPOINT_UNKNOWN);
        assertThat(all.thenAccepted(anchor(3, 1))).hasSize(1);
    }

    @Test
    void theLogsWordIsForOneNetworkSizeAndRoot() {
        SigningKey key = SigningKey.generate(new SecureRandom());
        Bytes signature = CheckpointSignature.sign(key, "net", of(10));

        assertThat(CheckpointSignature.verify(key.publicKey(), signature, "net", of(10)))
                .isTrue();
        assertThat(CheckpointSignature.verify(key.publicKey(), signature, "other", of(10)))
                .isFalse();
        assertThat(CheckpointSignature.verify(key.publicKey(), signature, "net", of(11)))
                .isFalse();
        assertThat(CheckpointSignature.verify(key.publicKey(), signature, "net", new Checkpoint(10, Digest.sha256())))
                .isFalse();
    }
}
