package network.cocoon.workers.gpu.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.model.WeightTarget.Element;
import tools.jackson.databind.json.JsonMapper;

/** Writes tensors of a random model as one safetensors file. */
public final class SafetensorsFile {

    private SafetensorsFile() {}

    public static void write(Path file, RandomModel model, Map<String, long[]> tensors, Element element)
            throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        long end = 0;
        for (var tensor : tensors.entrySet()) {
            long bytes = RandomModel.elements(tensor.getValue()) * element.bytes();
            header.put(
                    tensor.getKey(),
                    Map.of(
                            "dtype",
                            element.name(),
                            "shape",
                            tensor.getValue(),
                            "data_offsets",
                            List.of(end, end + bytes)));
            end += bytes;
        }
        byte[] json = JsonMapper.shared().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        try (Bytes out = new Bytes(file)) {
            int padded = (json.length + 7) / 8 * 8;
            out.room(8).putLong(padded);
            out.text(new String(json, StandardCharsets.UTF_8) + " ".repeat(padded - json.length));
            for (var tensor : tensors.entrySet()) {
                model.draw(tensor.getKey(), tensor.getValue(), value -> put(out, element, value));
            }
        }
    }

    private static void put(Bytes out, Element element, float value) {
        try {
            ByteBuffer room = out.room(4);
            switch (element) {
                case BF16 -> room.putShort(RandomModel.bits(value));
                case F16 -> room.putShort(Float.floatToFloat16(value));
                case F32 -> room.putFloat(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
