package network.cocoon.workers.teesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.attestation.Beacon;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import org.junit.jupiter.api.Test;

/** Evidence whose statement carries the digest of a nonce and a block, and evidence from before there were blocks. */
class EvidenceUnderABlockTest {

    private static final Minted MINTED = new Minted();
    private static final Bytes NONCE = Bytes.of(new byte[32]);
    private static final Beacon BEACON = beacon(7);

    @Test
    void it_is_believed_and_read_back_with_nonce_and_block() {
        Evidence evidence = under(BEACON);
        assertThat(MINTED.verdict(evidence)).isInstanceOf(Verdict.Accepted.class);
        Evidence read = Evidence.decode(evidence.encode());
        assertThat(read).isEqualTo(evidence);
        assertThat(read.beacon()).contains(BEACON);
        assertThat(read.nonce()).isEqualTo(NONCE);
    }

    @Test
    void a_block_that_the_quote_does_not_vouch_for_makes_no_evidence() {
        Evidence evidence = under(BEACON);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evidence(
                        evidence.quote(), evidence.collateral(), evidence.statement(), Optional.of(beacon(8))));
        Evidence other = under(beacon(8));
        Evidence moved = new Evidence(evidence.quote(), evidence.collateral(), other.statement(), other.beacon());
        assertThat(MINTED.verdict(moved)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void evidence_under_a_bare_nonce_is_written_as_ever() {
        Evidence evidence = MINTED.evidence();
        byte[] encoded = evidence.encode();
        assertThat(new String(encoded, 0, 18, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("cocoon/evidence/v1");
        assertThat(Evidence.decode(encoded)).isEqualTo(evidence);
        assertThat(evidence.nonce()).isEqualTo(evidence.statement().beacon());
        assertThat(MINTED.verdict(Evidence.decode(encoded))).isInstanceOf(Verdict.Accepted.class);
    }

    private static Evidence under(Beacon beacon) {
        KeyStatement bare = MINTED.statement();
        KeyStatement statement = new KeyStatement(
                bare.worker(),
                bare.hpkePublicKey(),
                bare.receiptKey(),
                bare.modelDigest(),
                bare.imageDigest(),
                bare.gpuEvidence(),
                bare.platformId(),
                beacon.digest(),
                bare.notBefore(),
                bare.notAfter());
        return new Evidence(
                Bytes.of(MINTED.tee.quote(statement.reportData())),
                MINTED.tee.collateral(),
                statement,
                Optional.of(beacon));
    }

    private static Beacon beacon(long seqno) {
        return new Beacon(
                NONCE,
                new MasterBlock(-239, seqno, Digest.sha256(new byte[] {1}), Instant.ofEpochSecond(1_800_000_000)));
    }
}
