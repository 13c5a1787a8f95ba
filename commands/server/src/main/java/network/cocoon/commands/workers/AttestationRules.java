package network.cocoon.commands.workers;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.registry.ReleaseManifests;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.ReleasePolicy;
import network.cocoon.domain.kernel.Digest;
import org.springframework.stereotype.Component;

/**
 * What this server admits to its candidates: what the release keys' manifests allow, narrowed to the measurements that
 * the operator allowed and did not revoke. Platforms of any class are kept; a client that wants admitted ones only
 * passes over the others.
 */
@Component
class AttestationRules {

    private final StateReader states;
    private final ReleaseManifests manifests;

    AttestationRules(StateReader states, ReleaseManifests manifests) {
        this.states = states;
        this.manifests = manifests;
    }

    AttestationPolicy policy(Instant now) {
        AttestationPolicy released =
                ReleasePolicy.of(manifests.known(), now, true).attestation();
        Set<Digest> measurements = new HashSet<>(released.measurements());
        measurements.retainAll(states.registry().measurements());
        return new AttestationPolicy(
                measurements,
                released.statuses(),
                released.advisories(),
                released.tcbEvaluationFloor(),
                released.admittedPlatforms(),
                released.revokedPlatforms(),
                released.openPlatforms(),
                released.maxKeyLifetime());
    }
}
