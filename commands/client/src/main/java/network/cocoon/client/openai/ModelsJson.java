package network.cocoon.client.openai;

import java.time.Instant;
import network.cocoon.wire.api.NetworkApi.LiveWorker;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.wire.api.NetworkApi.ModelList;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The model list, with Cocoon's own fields: prices and live workers. */
public final class ModelsJson {

    private ModelsJson() {}

    public static byte[] list(ModelList models, Instant now) {
        ObjectNode root = ChatJson.object();
        root.put("object", "list");
        ArrayNode data = root.putArray("data");
        for (ModelEntry entry : models.models()) {
            ObjectNode model = data.addObject();
            model.put("id", entry.model().value());
            model.put("object", "model");
            model.put("created", now.getEpochSecond());
            model.put("owned_by", "cocoon");
            model.put("context_tokens", entry.contextTokens());
            if (entry.prices() != null) {
                model.put("price_per_token", entry.prices().pricePerToken().value());
            }
            ArrayNode workers = model.putArray("workers");
            for (LiveWorker worker : entry.workers()) {
                workers.addObject()
                        .put("coefficient", worker.coefficient())
                        .put("running", worker.running())
                        .put("slots", worker.slots());
            }
        }
        return ChatJson.bytes(root);
    }
}
