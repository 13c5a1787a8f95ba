package network.cocoon.client.openai;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.TokenUsage;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** Writes vectors as OpenAI's clients read them: straight to where they go, as their decimals take ten times their room. */
public final class EmbeddingsJson {

    private EmbeddingsJson() {}

    /** The whole body. Throws {@link IOException} where the reader is gone. */
    public static void write(
            OutputStream out, List<float[]> vectors, boolean base64, ModelId model, TokenUsage usage, Nanoton cost)
            throws IOException {
        try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("object", "list");
            json.writeArrayPropertyStart("data");
            for (int i = 0; i < vectors.size(); i++) {
                json.writeStartObject();
                json.writeStringProperty("object", "embedding");
                json.writeNumberProperty("index", i);
                json.writeName("embedding");
                if (base64) {
                    json.writeString(bytes(vectors.get(i)));
                } else {
                    decimals(json, vectors.get(i));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("model", model.value());
            json.writeObjectPropertyStart("usage");
            json.writeNumberProperty("prompt_tokens", usage.total());
            json.writeNumberProperty("total_tokens", usage.total());
            json.writeNumberProperty("total_cost", cost.value());
            json.writeEndObject();
            json.writeEndObject();
        } catch (JacksonIOException e) {
            throw new IOException("the reader of the vectors is gone", e);
        }
    }

    /** The fewest digits that are read back as the same number. */
    private static void decimals(JsonGenerator json, float[] vector) {
        json.writeStartArray();
        for (float number : vector) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private static String bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
