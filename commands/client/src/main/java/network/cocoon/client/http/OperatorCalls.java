package network.cocoon.client.http;

import java.io.IOException;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.api.OperatorApi.SetPrice;

/** The calls of the operator. */
public final class OperatorCalls {

    private final Transport transport;
    private final String apiKey;

    OperatorCalls(Transport transport, String apiKey) {
        this.transport = transport;
        this.apiKey = apiKey;
    }

    public void listModel(ListModel model) throws IOException {
        transport.octets(Call.post("/v1/operator/models", model).as(apiKey).repeatedly());
    }

    public void setPrice(SetPrice price) throws IOException {
        transport.octets(Call.post("/v1/operator/prices", price).as(apiKey));
    }

    public void allowMeasurement(AllowMeasurement measurement) throws IOException {
        transport.octets(
                Call.post("/v1/operator/measurements", measurement).as(apiKey).repeatedly());
    }

    public void publishReleaseManifest(byte[] signed) throws IOException {
        transport.octets(Call.octets("PUT", "/v1/operator/release-manifest", signed)
                .as(apiKey)
                .repeatedly());
    }

    public void closePeriod(PeriodId period) throws IOException {
        transport.octets(Call.post("/v1/operator/periods/" + period.value() + "/close")
                .as(apiKey)
                .repeatedly());
    }
}
