package network.cocoon.wire.registry;

import java.nio.charset.StandardCharsets;
import network.cocoon.domain.attestation.Measurement;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.PriceList;

/**
 * What stands on chain for each thing that is listed. Who publishes and who reads must hash the same bytes. Each digest is
 * taken under a tag of its own, so that no item of one kind passes for one of another.
 */
public final class RegistryItems {

    private static final byte[] PLATFORM = "cocoon/registry/platform/v1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WORKER_KEY = "cocoon/registry/worker-key/v1".getBytes(StandardCharsets.US_ASCII);

    private RegistryItems() {}

    /** In {@link RegistryList#MEASUREMENTS}: the name by which release manifests speak of it. */
    public static Digest measurement(Measurement measurement) {
        return measurement.digest();
    }

    /** In {@link RegistryList#MODELS}: the digest of the model's files, as manifests and key statements give it. */
    public static Digest model(Digest modelDigest) {
        return modelDigest;
    }

    /** In {@link RegistryList#PRICES}: the digest that a request's header names. */
    public static Digest prices(PriceList list) {
        return list.digest();
    }

    /** In {@link RegistryList#WORKERS}: SHA-256 over "cocoon/registry/platform/v1" and the platform id in ASCII. */
    public static Digest platform(String platformId) {
        return Digest.sha256(PLATFORM, platformId.getBytes(StandardCharsets.US_ASCII));
    }

    /** In {@link RegistryList#WORKERS}: SHA-256 over "cocoon/registry/worker-key/v1" and the key id's 64 characters. */
    public static Digest workerKey(WorkerKeyId key) {
        return Digest.sha256(WORKER_KEY, key.value().getBytes(StandardCharsets.US_ASCII));
    }
}
