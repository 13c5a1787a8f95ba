package network.cocoon.client.http;

import java.io.IOException;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.wire.api.ProviderApi;

/** The calls of a GPU owner. */
public final class ProviderCalls {

    private final Transport transport;
    private final ProviderId provider;
    private final String apiKey;

    ProviderCalls(Transport transport, ProviderId provider, String apiKey) {
        this.transport = transport;
        this.provider = provider;
        this.apiKey = apiKey;
    }

    /** A token that enrols one worker. */
    public ProviderApi.EnrolmentToken newEnrolmentToken() throws IOException {
        Call call = Call.post("/v1/providers/" + provider.value() + "/enrolment-tokens")
                .as(apiKey);
        return transport.json(call, ProviderApi.EnrolmentToken.class);
    }

    /** What was earned, and what became of it. */
    public ProviderApi.ProviderBalance balance() throws IOException {
        return transport.json(
                Call.get("/v1/providers/" + provider.value() + "/balance").as(apiKey),
                ProviderApi.ProviderBalance.class);
    }
}
