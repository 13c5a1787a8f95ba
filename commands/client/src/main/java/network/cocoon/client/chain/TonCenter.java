package network.cocoon.client.chain;

import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.cocoon.client.chain.ChainException.Code;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.TonAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One server of toncenter's API v2. Whatever it answers, a call ends in time with what was asked or a {@link ChainException}. */
final class TonCenter {

    /** Of a whole answer; the code of a contract is the most of it. */
    private static final int MAX_ANSWER = 512 * 1024;

    private static final Duration IN_ALL = Duration.ofSeconds(5);
    /** Without a key, toncenter answers one call a second. */
    private static final Duration LEFT_ALONE = Duration.ofMillis(1_100);

    private static final int TRIES = 3;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MASTERCHAIN = "workchain=-1&shard=-9223372036854775808&seqno=";

    private final HttpClient http;
    private final URI base;
    private final Optional<String> apiKey;

    TonCenter(HttpClient http, URI base, Optional<String> apiKey) {
        this.http = http;
        this.base = base;
        this.apiKey = apiKey;
    }

    /** Number of the newest masterchain block that it has. */
    long newest() throws ChainException {
        return Answers.newest(ask("getMasterchainInfo"));
    }

    MasterBlock block(long seqno) throws ChainException {
        return Answers.block(ask("getBlockHeader?" + MASTERCHAIN + seqno), seqno);
    }

    RegistryStorage registry(TonAddress address) throws ChainException {
        return Answers.registry(ask("getAddressInformation?address=" + address.raw()));
    }

    private JsonNode ask(String call) throws ChainException {
        for (int tried = 1; ; tried++) {
            HttpResponse<byte[]> response = send(call);
            if (response.statusCode() != TOO_MANY_REQUESTS || tried == TRIES) {
                return result(response);
            }
            try {
                Thread.sleep(LEFT_ALONE);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private HttpResponse<byte[]> send(String call) throws ChainException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + "/" + call)).timeout(IN_ALL);
        apiKey.ifPresent(key -> request.header("X-API-Key", key));
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            // The request's own time ends with the headers.
            return answer.get(IN_ALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ChainException(
                    Code.CHAIN_UNREACHABLE,
                    base.getHost() + " did not answer within " + IN_ALL.toSeconds() + " s and " + MAX_ANSWER / 1024
                            + " KiB; name other servers",
                    e);
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            answer.cancel(true);
        }
    }

    private JsonNode result(HttpResponse<byte[]> response) throws ChainException {
        JsonNode answer;
        try {
            answer = JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw response.statusCode() == 200 ? Answers.notAsPromised() : failed(response);
        }
        JsonNode result = answer.path("result");
        if (response.statusCode() == 200 && answer.path("ok").asBoolean(false) && result.isObject()) {
            return result;
        }
        throw failed(response);
    }

    private ChainException failed(HttpResponse<byte[]> response) {
        return new ChainException(
                Code.CHAIN_LACKS, base.getHost() + " answers " + response.statusCode() + " and no result");
    }

    private static ChainException interrupted() {
        Thread.currentThread().interrupt();
        return new ChainException(
                Code.CHAIN_UNREACHABLE, "interrupted while waiting for the chain", new InterruptedIOException());
    }

    @Override
    public String toString() {
        return String.valueOf(base.getHost());
    }
}
