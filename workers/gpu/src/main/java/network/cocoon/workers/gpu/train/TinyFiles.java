package network.cocoon.workers.gpu.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes a Hugging Face directory. The same input gives the same bytes. */
final class TinyFiles {

    static final List<String> SPECIAL = List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");

    private static final String TEMPLATE =
            "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TinyFiles() {}

    /** tokenizer.json and tokenizer_config.json; the special tokens follow the learnt ones. */
    static void tokenizer(Path directory, BpeTrainer.Result bpe, int context) throws IOException {
        Map<String, Object> vocabulary = new LinkedHashMap<>();
        for (String token : bpe.vocabulary()) {
            vocabulary.put(token, vocabulary.size());
        }
        List<Object> added = new java.util.ArrayList<>();
        for (String token : SPECIAL) {
            added.add(map(
                    "id",
                    bpe.vocabulary().size() + added.size(),
                    "content",
                    token,
                    "single_word",
                    false,
                    "lstrip",
                    false,
                    "rstrip",
                    false,
                    "normalized",
                    false,
                    "special",
                    true));
        }
        Object byteLevel =
                map("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", false, "use_regex", false);
        Object split = map(
                "type", "Split", "pattern", map("Regex", BpeTrainer.SPLIT), "behavior", "Isolated", "invert", false);
        Map<String, Object> model = map(
                "type",
                "BPE",
                "dropout",
                null,
                "unk_token",
                null,
                "continuing_subword_prefix",
                "",
                "end_of_word_suffix",
                "",
                "fuse_unk",
                false,
                "byte_fallback",
                false,
                "vocab",
                vocabulary,
                "merges",
                bpe.merges());
        write(
                directory,
                "tokenizer.json",
                map(
                        "version",
                        "1.0",
                        "truncation",
                        null,
                        "padding",
                        null,
                        "added_tokens",
                        added,
                        "normalizer",
                        map("type", "NFC"),
                        "pre_tokenizer",
                        map("type", "Sequence", "pretokenizers", List.of(split, byteLevel)),
                        "post_processor",
                        null,
                        "decoder",
                        byteLevel,
                        "model",
                        model));
        write(
                directory,
                "tokenizer_config.json",
                map(
                        "add_prefix_space",
                        false,
                        "chat_template",
                        TEMPLATE,
                        "eos_token",
                        SPECIAL.get(2),
                        "model_max_length",
                        context,
                        "pad_token",
                        SPECIAL.get(0),
                        "tokenizer_class",
                        "Qwen2Tokenizer"));
    }

    /** config.json and generation_config.json of a Qwen3 shape. */
    static void config(Path directory, TrainedShape c, int endOfText, int endOfTurn) throws IOException {
        write(
                directory,
                "config.json",
                map(
                        "architectures",
                        List.of("Qwen3ForCausalLM"),
                        "model_type",
                        "qwen3",
                        "attention_bias",
                        false,
                        "bos_token_id",
                        endOfText,
                        "eos_token_id",
                        endOfTurn,
                        "head_dim",
                        c.headSize(),
                        "hidden_act",
                        "silu",
                        "hidden_size",
                        c.hidden(),
                        "intermediate_size",
                        c.intermediate(),
                        "max_position_embeddings",
                        c.context(),
                        "num_attention_heads",
                        c.heads(),
                        "num_hidden_layers",
                        c.layers(),
                        "num_key_value_heads",
                        c.keyValueHeads(),
                        "rms_norm_eps",
                        c.normEpsilon(),
                        "rope_scaling",
                        null,
                        "rope_theta",
                        TrainedShape.THETA,
                        "tie_word_embeddings",
                        true,
                        "torch_dtype",
                        "bfloat16",
                        "use_sliding_window",
                        false,
                        "vocab_size",
                        c.vocabulary()));
        write(
                directory,
                "generation_config.json",
                map("bos_token_id", endOfText, "eos_token_id", List.of(endOfTurn, endOfText), "temperature", 0.0));
    }

    /** model.safetensors in bfloat16, tensors in the layout's order; written aside and moved, so a stop leaves a whole file. */
    static void weights(Path directory, TrainedShape config, List<FloatBuffer> buffers) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", Map.of("format", "pt"));
        int end = 0;
        for (WeightLayout.Part part : WeightLayout.of(config).parts()) {
            int bytes = Math.toIntExact(part.elements() * 2);
            header.put(
                    part.name(),
                    map("dtype", "BF16", "shape", part.shape(), "data_offsets", List.of(end, end + bytes)));
            end += bytes;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer out = ByteBuffer.allocate(8 + padded + end).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(padded).put(json);
        while (out.position() < 8 + padded) {
            out.put((byte) ' ');
        }
        for (WeightLayout.Part part : WeightLayout.of(config).parts()) {
            FloatBuffer from = buffers.get(part.entry());
            int width = part.shape().length == 1 ? 1 : part.shape()[1];
            int first = part.row() * width;
            for (int i = 0; i < part.elements(); i++) {
                out.putShort(bfloat16(from.get(first + i)));
            }
        }
        Path aside = directory.resolve("model.safetensors.part");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }
        Files.move(aside, directory.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The upper half of a float, rounded to the nearest, ties to even. */
    static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    private static void write(Path directory, String name, Object value) throws IOException {
        String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        Files.write(directory.resolve(name), (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
