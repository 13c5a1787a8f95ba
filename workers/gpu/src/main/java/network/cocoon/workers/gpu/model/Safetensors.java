package network.cocoon.workers.gpu.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.model.ModelException.Code;
import network.cocoon.workers.gpu.model.WeightTarget.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one safetensors file front to back. The header is believed in nothing: every offset is checked first. */
final class Safetensors {

    private static final long MAX_HEADER = 32 << 20;
    private static final int MAX_TENSORS = 1 << 18;
    private static final int CHUNK = 4 << 20;

    private Safetensors() {}

    private record Tensor(String name, Element element, long[] shape, long begin, long end) {}

    static void read(HashedFiles.Stream stream, WeightTarget target) throws IOException {
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        if (stream.remaining() < 8) {
            throw invalid("shorter than its header's length");
        }
        stream.fill(length);
        long size = length.getLong();
        if (size < 2 || size > MAX_HEADER || size > stream.remaining()) {
            throw invalid("the header's length is out of range");
        }
        ByteBuffer header = ByteBuffer.allocate((int) size);
        stream.fill(header);
        List<Tensor> tensors = parse(header.array(), stream.remaining());
        // All of them before the first number is read: what has no place is refused at once, however long the file.
        List<WeightTarget.@Nullable Sink> sinks = new ArrayList<>();
        long at = 0;
        for (Tensor tensor : tensors) {
            if (tensor.begin() != at) {
                throw invalid("tensors overlap or leave a gap");
            }
            at = tensor.end();
            sinks.add(target.of(tensor.name(), tensor.element(), tensor.shape()));
        }
        if (at != stream.remaining()) {
            throw invalid("bytes after the last tensor");
        }
        ByteBuffer piece = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            WeightTarget.Sink sink = sinks.get(i);
            if (sink == null) {
                stream.skip(tensor.end() - tensor.begin());
                continue;
            }
            long first = 0;
            for (long left = tensor.end() - tensor.begin(); left > 0; left -= piece.limit()) {
                piece.clear().limit((int) Math.min(left, CHUNK));
                stream.fill(piece);
                sink.take(piece, first);
                first += piece.limit() / tensor.element().bytes();
            }
        }
    }

    private static List<Tensor> parse(byte[] header, long data) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(header);
        } catch (JacksonException e) {
            throw new ModelException(Code.SAFETENSORS_INVALID, "the header is not JSON", e);
        }
        if (!root.isObject() || root.size() > MAX_TENSORS) {
            throw invalid("the header is not an object, or too large a one");
        }
        List<Tensor> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            if (!property.getKey().equals("__metadata__")) {
                tensors.add(tensor(property.getKey(), property.getValue(), data));
            }
        }
        tensors.sort(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end));
        return tensors;
    }

    private static Tensor tensor(String name, JsonNode node, long data) {
        JsonNode dtype = node.path("dtype");
        Element element = Arrays.stream(Element.values())
                .filter(e -> dtype.isString() && e.name().equals(dtype.stringValue()))
                .findFirst()
                .orElseThrow(
                        () -> new ModelException(Code.TENSOR_MISMATCH, "an element type that is not BF16, F16 or F32"));
        long[] shape = longs(node.path("shape"), 8);
        long[] offsets = longs(node.path("data_offsets"), 2);
        if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > data) {
            throw invalid("a tensor lies outside the file");
        }
        long bytes = element.bytes();
        for (long n : shape) {
            // Checked before multiplying: a wrapped product could equal the real length.
            if (n != 0 && bytes > data / n) {
                throw invalid("a tensor is larger than the file");
            }
            bytes *= n;
        }
        if (bytes != offsets[1] - offsets[0]) {
            throw invalid("a tensor's shape does not match its length");
        }
        return new Tensor(name, element, shape, offsets[0], offsets[1]);
    }

    private static long[] longs(JsonNode node, int most) {
        if (!node.isArray() || node.size() > most) {
            throw invalid("a shape or offsets are not a short list");
        }
        long[] values = new long[node.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = node.get(i);
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                throw invalid("a size or offset is not a whole number");
            }
            values[i] = value.longValue();
        }
        return values;
    }

    private static ModelException invalid(String message) {
        return new ModelException(Code.SAFETENSORS_INVALID, message);
    }
}
