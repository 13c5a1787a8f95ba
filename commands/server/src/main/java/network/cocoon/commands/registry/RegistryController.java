package network.cocoon.commands.registry;

import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.Because;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.api.OperatorApi.SetPrice;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RegistryController {

    private static final int MOST_MANIFEST_BYTES = 256 * 1024;

    private final Dispatcher dispatcher;
    private final ReleaseManifests manifests;
    private final RegistryOnChain onChain;
    private final InstantSource clock;

    RegistryController(
            Dispatcher dispatcher, ReleaseManifests manifests, RegistryOnChain onChain, InstantSource clock) {
        this.dispatcher = dispatcher;
        this.manifests = manifests;
        this.onChain = onChain;
        this.clock = clock;
    }

    @PostMapping("/v1/operator/models")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void list(@RequestBody ListModel order, Caller caller) {
        caller.operator();
        dispatcher.dispatch(new RegistryCommand.ListModel(
                order.model(), order.family(), order.modelDigest(), order.contextTokens(), clock.instant()));
    }

    @PostMapping("/v1/operator/prices")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void price(@RequestBody SetPrice order, Caller caller) {
        caller.operator();
        Instant now = clock.instant();
        dispatcher.dispatch(
                onChain.isKept()
                        ? new RegistryCommand.OrderPrice(
                                order.model(), order.pricePerToken(), order.multipliers(), order.feePercent(), now)
                        : new RegistryCommand.SetPrice(
                                order.model(), order.pricePerToken(), order.multipliers(), order.feePercent(), now));
    }

    @PostMapping("/v1/operator/measurements")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void allow(@RequestBody AllowMeasurement order, Caller caller) {
        caller.operator();
        dispatcher.dispatch(new RegistryCommand.AllowMeasurement(order.measurement(), order.note(), clock.instant()));
    }

    @PostMapping("/v1/operator/measurements/{measurement}/revoke")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable Digest measurement, @RequestBody Because because, Caller caller) {
        caller.operator();
        dispatcher.dispatch(new RegistryCommand.RevokeMeasurement(measurement, because.reason(), clock.instant()));
    }

    @PutMapping(path = "/v1/operator/release-manifest", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void install(@RequestBody byte[] manifest, Caller caller) {
        caller.operator();
        if (manifest.length > MOST_MANIFEST_BYTES) {
            throw HttpRefusal.TOO_LARGE.because("a manifest has at most " + MOST_MANIFEST_BYTES + " bytes");
        }
        manifests.install(manifest);
    }
}
