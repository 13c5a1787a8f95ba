package network.cocoon.client.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.AppApi;
import network.cocoon.wire.api.EscrowApi;
import network.cocoon.wire.api.JournalApi;
import network.cocoon.wire.api.NetworkApi;
import network.cocoon.wire.api.ProviderApi;
import network.cocoon.wire.api.WorkerApi;

/**
 * An operator's HTTP API. Calls without a key are here; {@link #app}, {@link #provider}, {@link #worker} and
 * {@link #operator} give the calls of a role. Every call throws {@link IOException} where no answer came (after retries,
 * if a repeat does no harm) and {@link OperatorProblem} where the answer is a refusal. Safe for many threads.
 */
public final class OperatorApi implements AutoCloseable {

    private final Transport transport;

    private OperatorApi(Transport transport) {
        this.transport = transport;
    }

    /**
     * Connects to nothing yet.
     *
     * @param base  https, or http to this machine
     * @throws IllegalArgumentException for any other address
     * @throws IOException where pinned certificates cannot be read
     */
    public static OperatorApi at(URI base, ServerTrust trust) throws IOException {
        return at(List.of(base), trust);
    }

    /**
     * An operator with several nodes: any of them will do, and where one fails the next is asked. More of them are learned by
     * {@link #network}.
     *
     * @param bases 1 to 16, of one scheme
     */
    public static OperatorApi at(List<URI> bases, ServerTrust trust) throws IOException {
        return new OperatorApi(new Transport(bases, trust));
    }

    /** The addresses in a list with commas between them. Throws {@link IllegalArgumentException} where one is none. */
    public static List<URI> addresses(String list) {
        return Operators.parse(list);
    }

    /** With the JDK's roots. */
    public static OperatorApi at(URI base) throws IOException {
        return at(base, new ServerTrust.JdkRoots());
    }

    public NetworkApi.NetworkInfo network() throws IOException {
        NetworkApi.NetworkInfo network = transport.json(Call.get("/v1/network"), NetworkApi.NetworkInfo.class);
        transport.operators().learn(network.nodes());
        return network;
    }

    public NetworkApi.ModelList models() throws IOException {
        return transport.json(Call.get("/v1/models"), NetworkApi.ModelList.class);
    }

    /** What an escrow takes over of the network; refused as {@code NO_CHAIN} where there is none. */
    public EscrowApi.EscrowOffer escrowOffer() throws IOException {
        return transport.json(Call.get("/v1/escrow-offer"), EscrowApi.EscrowOffer.class);
    }

    /** The signed manifest's bytes; the caller verifies them against pinned release keys. */
    public byte[] releaseManifest() throws IOException {
        return transport.octets(Call.get("/v1/release-manifest"));
    }

    /** The registry's journal; the caller holds it against its hash on chain. */
    public JournalApi.Journal journal() throws IOException {
        return transport.json(Call.get("/v1/registry/journal"), JournalApi.Journal.class);
    }

    public AppApi.AppRegistered register(AppApi.RegisterApp app) throws IOException {
        return transport.json(Call.post("/v1/apps", app), AppApi.AppRegistered.class);
    }

    public ProviderApi.ProviderRegistered register(ProviderApi.RegisterProvider provider) throws IOException {
        return transport.json(Call.post("/v1/providers", provider), ProviderApi.ProviderRegistered.class);
    }

    /** The enrolment token inside is the only authority needed. */
    public WorkerApi.WorkerRegistered register(WorkerApi.RegisterWorker worker) throws IOException {
        return transport.json(Call.post("/v1/workers", worker), WorkerApi.WorkerRegistered.class);
    }

    public AppCalls app(AccountId account, String apiKey) {
        return new AppCalls(transport, account, apiKey);
    }

    public ProviderCalls provider(ProviderId provider, String apiKey) {
        return new ProviderCalls(transport, provider, apiKey);
    }

    public WorkerCalls worker(WorkerId worker, String apiKey) {
        return new WorkerCalls(transport, worker, apiKey);
    }

    public OperatorCalls operator(String apiKey) {
        return new OperatorCalls(transport, apiKey);
    }

    /** Drops all connections. */
    @Override
    public void close() {
        transport.close();
    }
}
