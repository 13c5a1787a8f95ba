package network.cocoon.commands.workers;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.registry.ReleaseManifests;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.CocoonSettings.Mode;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.ReleasePolicy;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.worker.WorkerState;
import org.springframework.stereotype.Component;

/**
 * What this server admits to its candidates: what the release keys' manifests allow, narrowed to the measurements that
 * the operator allowed and did not revoke. Platforms of any class are kept; a client that wants admitted ones only
 * passes over the others. In production a worker that registered a GPU must show its evidence.
 */
@Component
class AttestationRules {

    private final StateReader states;
    private final ReleaseManifests manifests;
    private final Mode mode;

    AttestationRules(StateReader states, ReleaseManifests manifests, CocoonSettings settings) {
        this.states = states;
        this.manifests = manifests;
        this.mode = settings.mode();
    }

    AttestationPolicy policy(WorkerState.Enrolled worker, Instant now) {
        AttestationPolicy released =
                ReleasePolicy.of(manifests.known(), now, true).attestation();
        Set<Digest> measurements = new HashSet<>(released.measurements());
        measurements.retainAll(states.registry().measurements());
        return of(released.withMeasurements(measurements), worker, mode);
    }

    /** Where GPUs are simulated, so is what they are registered as. */
    static AttestationPolicy of(AttestationPolicy released, WorkerState.Enrolled worker, Mode mode) {
        return mode == Mode.PRODUCTION && worker.declaresGpu()
                ? released.withMachine(released.machine().demandingGpus())
                : released;
    }
}
