package network.cocoon.workers.teesim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.codec.FieldReader;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.kernel.Bytes;

/** Evidence with some bytes changed is refused with a code: no other exception, and nothing is believed. */
class HostileEvidenceTest {

    private static final Minted MINTED = new Minted();
    private static final Evidence HONEST = MINTED.evidence();
    private static final Evidence WITH_GPU = MINTED.evidence(nonce -> new GpuDevices(1, MINTED.tee.gpus(nonce)));

    @Property(tries = 300)
    void a_changed_quote_is_refused(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = Integer.MAX_VALUE) Integer> places,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        Bytes quote = changed(HONEST.quote().toArray(), places, change);

        assertThat(AttestationVerifier.platformOf(quote)).isNotNull();
        assertBelievedOnlyIfEqual(new Evidence(quote, HONEST.collateral(), HONEST.statement()));
    }

    @Property(tries = 300)
    void changed_collateral_is_refused(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = Integer.MAX_VALUE) Integer> places,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        Bytes encoded = changed(HONEST.collateral().encode(), places, change);
        Collateral collateral;
        try {
            collateral = Collateral.decode(encoded.toArray());
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertBelievedOnlyIfEqual(new Evidence(HONEST.quote(), collateral, HONEST.statement()));
    }

    @Property(tries = 300)
    void a_changed_statement_is_refused(
            @ForAll @Size(min = 1, max = 2) List<@IntRange(max = Integer.MAX_VALUE) Integer> places,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        Bytes encoded = changed(HONEST.statement().encode(), places, change);
        KeyStatement statement;
        try {
            statement = KeyStatement.decode(encoded.toArray());
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(statement.encode()).isEqualTo(encoded.toArray());
        assertBelievedOnlyIfEqual(new Evidence(HONEST.quote(), HONEST.collateral(), statement));
    }

    @Property(tries = 60)
    void changed_gpu_evidence_is_refused(
            @ForAll @Size(min = 1, max = 2) List<@IntRange(max = Integer.MAX_VALUE) Integer> places,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        FieldWriter written = new FieldWriter("");
        WITH_GPU.gpus().write(written);
        GpuDevices devices;
        try {
            FieldReader in = new FieldReader(
                    "", changed(written.toArray(), places, change).toArray());
            devices = GpuDevices.read(in);
            in.end();
        } catch (IllegalArgumentException refused) {
            return;
        }
        // Once as a thief shows it, and once by a machine that vouches for it.
        Evidence shown = new Evidence(
                WITH_GPU.quote(),
                WITH_GPU.collateral(),
                WITH_GPU.statement(),
                WITH_GPU.beacon(),
                devices,
                WITH_GPU.bootLog());
        assertThat(MINTED.verdict(shown) instanceof Verdict.Accepted).isEqualTo(devices.equals(WITH_GPU.gpus()));
        if (devices.gpus() == 1 && !devices.equals(WITH_GPU.gpus())) {
            assertThat(MINTED.verdict(MINTED.evidence(_ -> devices))).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Property(tries = 200)
    void evidence_with_a_machine_has_one_encoding(
            @ForAll @Size(min = 1, max = 2) List<@IntRange(max = Integer.MAX_VALUE) Integer> places,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] encoded = changed(WITH_GPU.encode(), places, change).toArray();
        try {
            assertThat(Evidence.decode(encoded).encode()).isEqualTo(encoded);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    @Property(tries = 300)
    void evidence_has_one_encoding(
            @ForAll @Size(min = 1, max = 2) List<@IntRange(max = Integer.MAX_VALUE) Integer> places,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] encoded = changed(HONEST.encode(), places, change).toArray();
        try {
            assertThat(Evidence.decode(encoded).encode()).isEqualTo(encoded);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    /** Two changes of one byte can cancel each other out. */
    private static void assertBelievedOnlyIfEqual(Evidence evidence) {
        if (MINTED.verdict(evidence) instanceof Verdict.Accepted) {
            assertThat(evidence).isEqualTo(HONEST);
        }
    }

    private static Bytes changed(byte[] bytes, List<Integer> places, int change) {
        places.forEach(place -> bytes[place % bytes.length] ^= (byte) change);
        return Bytes.of(bytes);
    }
}
