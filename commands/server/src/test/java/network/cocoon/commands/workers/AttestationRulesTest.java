package network.cocoon.commands.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.cocoon.commands.settings.CocoonSettings.Mode;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.tdx.TcbStatus;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerState;
import network.cocoon.domain.worker.WorkerStatus;
import org.junit.jupiter.api.Test;

class AttestationRulesTest {

    private static final AttestationPolicy RELEASED = new AttestationPolicy(
            Set.of(), Set.of(TcbStatus.UP_TO_DATE), Set.of(), 0, Set.of(), Set.of(), true, Duration.ofHours(1));

    @Test
    void in_production_who_registers_a_gpu_must_show_it() {
        assertThat(demanded("NVIDIA H100", 81_559, Mode.PRODUCTION)).isTrue();
        assertThat(demanded("NVIDIA H100", 0, Mode.PRODUCTION)).isTrue();
        assertThat(demanded("CPU only", 81_559, Mode.PRODUCTION)).isTrue();
        assertThat(demanded("CPU only", 0, Mode.PRODUCTION)).isFalse();
        assertThat(demanded("NVIDIA H100", 81_559, Mode.LOCAL)).isFalse();
    }

    private static boolean demanded(String type, int memoryMib, Mode mode) {
        Digest digest = Digest.sha256(new byte[] {1});
        var worker = new WorkerState.Enrolled(
                new WorkerId("gpu_" + "1".repeat(32)),
                new ProviderId("own_" + "1".repeat(32)),
                type,
                memoryMib,
                990,
                digest,
                digest,
                WorkerStatus.ACTIVE,
                List.of(),
                Map.of());
        return AttestationRules.of(RELEASED, worker, mode).machine().gpus();
    }
}
