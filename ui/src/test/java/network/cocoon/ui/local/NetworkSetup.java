package network.cocoon.ui.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.OperatorCalls;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.api.OperatorApi.SetPrice;

/** What an operator and its release keepers do once for a network: a signed manifest, a model, a price. */
public final class NetworkSetup {

    /** Cached tokens at a tenth; the others at the full price. */
    private static final Multipliers MULTIPLIERS = new Multipliers(10_000, 1_000, 10_000, 10_000);

    /** Of a token, seen live on Telegram's Cocoon; of it 5% are the network's. */
    public static final Nanoton PRICE = Nanoton.of(20);

    private static final int FEE_PERCENT = 5;

    private final OperatorApi operator;
    private final Folders folders;

    public NetworkSetup(OperatorApi operator, Folders folders) {
        this.operator = operator;
        this.folders = folders;
    }

    public Owner owner() {
        return new Owner(operator, folders.provider());
    }

    /**
     * Harmless when repeated.
     *
     * @param price of a token
     */
    public void apply(Measurement measurement, ModelId model, String family, Digest digest, int context, Nanoton price)
            throws IOException {
        Path tokenFile = folders.operator().resolve("operator.token");
        String token = Files.readString(tokenFile).strip();
        OperatorCalls calls = operator.operator(token);
        calls.publishReleaseManifest(new ReleaseKeepers(folders.release()).sign(measurement, digest));
        boolean known = false;
        boolean priced = false;
        for (ModelEntry entry : operator.models().models()) {
            if (entry.model().equals(model)) {
                known = entry.modelDigest().equals(digest);
                priced = entry.prices() != null;
            }
        }
        if (!known) {
            calls.listModel(new ListModel(model, family, digest, context));
            calls.allowMeasurement(new AllowMeasurement(measurement.digest(), "software TEE"));
        }
        if (!priced) {
            calls.setPrice(new SetPrice(model, price, MULTIPLIERS, FEE_PERCENT));
        }
    }
}
