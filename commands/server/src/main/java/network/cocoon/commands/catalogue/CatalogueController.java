package network.cocoon.commands.catalogue;

import java.net.URI;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.commands.network.LogKey;
import network.cocoon.commands.network.NetworkIdentity;
import network.cocoon.commands.node.Nodes;
import network.cocoon.commands.registry.ReleaseManifests;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.RegistryState;
import network.cocoon.domain.registry.RegistryState.ListedModel;
import network.cocoon.wire.api.NetworkApi.LiveWorker;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.wire.api.NetworkApi.ModelList;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CatalogueController {

    private final NetworkIdentity identity;
    private final LogKey logKey;
    private final StateReader states;
    private final LiveWorkers workers;
    private final ReleaseManifests manifests;
    private final Nodes nodes;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    CatalogueController(
            NetworkIdentity identity,
            LogKey logKey,
            StateReader states,
            LiveWorkers workers,
            ReleaseManifests manifests,
            Nodes nodes,
            JdbcClient jdbc,
            InstantSource clock) {
        this.identity = identity;
        this.logKey = logKey;
        this.states = states;
        this.workers = workers;
        this.manifests = manifests;
        this.nodes = nodes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @GetMapping("/v1/network")
    NetworkInfo network() {
        String version = getClass().getPackage().getImplementationVersion();
        return new NetworkInfo(
                identity.networkId(),
                logKey.publicKey(),
                clock.instant(),
                version == null ? "development" : version,
                nodes.serving().stream().map(URI::toString).toList());
    }

    @GetMapping("/v1/models")
    ModelList models() {
        RegistryState registry = states.recent().registry();
        Map<ModelId, List<LiveWorker>> live = workers.byModel();
        return new ModelList(registry.models().values().stream()
                .sorted(Comparator.comparing(listed -> listed.model().value()))
                .map(listed -> entry(listed, registry, live.getOrDefault(listed.model(), List.of())))
                .toList());
    }

    private static ModelEntry entry(ListedModel listed, RegistryState registry, List<LiveWorker> live) {
        PriceList prices = registry.prices().get(listed.model());
        return new ModelEntry(
                listed.model(),
                listed.family(),
                listed.digest(),
                listed.contextTokens(),
                prices,
                prices == null ? null : prices.digest(),
                live);
    }

    @GetMapping(path = "/v1/release-manifest", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] releaseManifest() {
        return manifests
                .latest()
                .orElseThrow(() -> HttpRefusal.NOT_FOUND.because("the operator installed no release manifest yet"));
    }

    @GetMapping(path = "/v1/evidence/{digest}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] evidence(@PathVariable Digest digest, Caller caller) {
        caller.appOrOperator();
        return jdbc.sql("SELECT bytes FROM evidence WHERE digest = :digest")
                .param("digest", digest.hex())
                .query(byte[].class)
                .optional()
                .orElseThrow(() -> HttpRefusal.NOT_FOUND.because("no evidence of this digest"));
    }
}
