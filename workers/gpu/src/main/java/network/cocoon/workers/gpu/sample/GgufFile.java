package network.cocoon.workers.gpu.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import network.cocoon.workers.gpu.model.Attention;
import network.cocoon.workers.gpu.model.ModelConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a random model as GGUF (ggml's documentation, docs/gguf.md, version 3), which is what llama.cpp reads: Qwen2 and
 * Qwen3. The vocabulary is made up; only its size counts.
 */
public final class GgufFile {

    private static final int ALIGNMENT = 32;
    private static final int BLOCK = 32;

    /** How matrices are stored; vectors are 32-bit floats. */
    public enum Type {
        F32(0, 32 * 4),
        BF16(30, 32 * 2),
        Q8_0(8, 2 + 32),
        Q4_0(2, 2 + 16);

        private final int number;
        private final int blockBytes;

        Type(int number, int blockBytes) {
            this.number = number;
            this.blockBytes = blockBytes;
        }
    }

    private final Bytes out;
    private final RandomModel model;
    private final Type type;

    private GgufFile(Bytes out, RandomModel model, Type type) {
        this.out = out;
        this.model = model;
        this.type = type;
    }

    /**
     * @param json the bytes of config.json, for how positions turn
     * @throws IllegalArgumentException for another family, or rows that are not whole blocks of 32
     */
    public static void write(Path file, RandomModel model, byte[] json, Type type) throws IOException {
        try (Bytes out = new Bytes(file)) {
            new GgufFile(out, model, type).write(JsonMapper.shared().readTree(json));
        }
    }

    private void write(JsonNode json) throws IOException {
        ModelConfig c = model.config();
        if (!(c.attention() instanceof Attention.Grouped a) || c.experts().isPresent()) {
            throw new IllegalArgumentException("only Qwen2 and Qwen3 are written as GGUF");
        }
        Map<String, long[]> tensors = model.tensors();
        String family = c.architecture() == ModelConfig.Architecture.QWEN2 ? "qwen2" : "qwen3";
        out.text("GGUF");
        JsonNode scaling = json.path("rope_scaling");
        out.room(20).putInt(3).putLong(tensors.size()).putLong(17 + (scaling.isObject() ? 3 : 0));
        word("general.architecture", family);
        number(family + ".context_length", c.context());
        number(family + ".embedding_length", c.hidden());
        number(family + ".block_count", c.layers());
        number(family + ".feed_forward_length", c.intermediate());
        number(family + ".attention.head_count", a.heads());
        number(family + ".attention.head_count_kv", a.keyValueHeads());
        number(family + ".attention.key_length", a.headSize());
        number(family + ".attention.value_length", a.headSize());
        real(family + ".attention.layer_norm_rms_epsilon", (float) c.normEpsilon());
        real(family + ".rope.freq_base", (float) json.path("rope_theta").asDouble(10_000));
        if (scaling.isObject()) {
            word(
                    family + ".rope.scaling.type",
                    scaling.path("rope_type").asString(scaling.path("type").asString("none")));
            real(family + ".rope.scaling.factor", (float) scaling.path("factor").asDouble(1));
            number(
                    family + ".rope.scaling.original_context_length",
                    scaling.path("original_max_position_embeddings").asInt(c.context()));
        }
        vocabulary(c.vocabulary());
        long offset = 0;
        for (var tensor : tensors.entrySet()) {
            offset = information(renamed(tensor.getKey()), tensor.getValue(), offset);
        }
        out.align(ALIGNMENT);
        for (var tensor : tensors.entrySet()) {
            data(tensor.getKey(), tensor.getValue());
            out.align(ALIGNMENT);
        }
    }

    private void vocabulary(int size) throws IOException {
        word("tokenizer.ggml.model", "gpt2");
        word("tokenizer.ggml.pre", "qwen2");
        key("tokenizer.ggml.tokens", 9);
        out.room(12).putInt(8).putLong(size);
        for (int i = 0; i < size; i++) {
            string("t" + i);
        }
        key("tokenizer.ggml.token_type", 9);
        out.room(12).putInt(5).putLong(size);
        for (int i = 0; i < size; i++) {
            out.room(4).putInt(1);
        }
        key("tokenizer.ggml.merges", 9);
        out.room(12).putInt(8).putLong(1);
        string("t 0");
        number("tokenizer.ggml.eos_token_id", size - 1);
    }

    /** One tensor's name, shape with the fastest axis first, type and place. Answers where the next begins. */
    private long information(String name, long[] shape, long offset) throws IOException {
        string(name);
        ByteBuffer room = out.room(64).putInt(shape.length);
        for (int i = shape.length - 1; i >= 0; i--) {
            room.putLong(shape[i]);
        }
        Type stored = shape.length == 1 ? Type.F32 : type;
        if (shape.length > 1 && shape[1] % BLOCK != 0) {
            throw new IllegalArgumentException(name + " has rows that are not whole blocks");
        }
        room.putInt(stored.number).putLong(offset);
        long bytes = RandomModel.elements(shape) * stored.blockBytes / BLOCK;
        return (offset + bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void data(String name, long[] shape) {
        Type stored = shape.length == 1 ? Type.F32 : type;
        float[] block = new float[BLOCK];
        int[] filled = {0};
        model.draw(name, shape, value -> {
            try {
                switch (stored) {
                    case F32 -> out.room(4).putFloat(value);
                    case BF16 -> out.room(2).putShort(RandomModel.bits(value));
                    case Q8_0, Q4_0 -> {
                        block[filled[0]++] = value;
                        if (filled[0] == BLOCK) {
                            filled[0] = 0;
                            block(stored, block);
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    // As ggml's reference quantisation has it: a scale, then whole numbers; at 4 bits the largest becomes -8.
    private void block(Type stored, float[] block) throws IOException {
        float most = 0;
        for (float value : block) {
            most = Math.abs(value) > Math.abs(most) ? value : most;
        }
        float scale = stored == Type.Q8_0 ? Math.abs(most) / 127 : most / -8;
        float inverse = scale == 0 ? 0 : 1 / scale;
        ByteBuffer room = out.room(34).putShort(Float.floatToFloat16(scale));
        for (int i = 0; i < (stored == Type.Q8_0 ? BLOCK : BLOCK / 2); i++) {
            if (stored == Type.Q8_0) {
                room.put((byte) Math.round(block[i] * inverse));
            } else {
                int low = Math.clamp((int) (block[i] * inverse + 8.5f), 0, 15);
                int high = Math.clamp((int) (block[i + BLOCK / 2] * inverse + 8.5f), 0, 15);
                room.put((byte) (low | high << 4));
            }
        }
    }

    private static String renamed(String name) {
        return name.replace("model.embed_tokens", "token_embd")
                .replace("model.norm", "output_norm")
                .replace("lm_head", "output")
                .replace("model.layers.", "blk.")
                .replace("input_layernorm", "attn_norm")
                .replace("post_attention_layernorm", "ffn_norm")
                .replace("self_attn.q_norm", "attn_q_norm")
                .replace("self_attn.k_norm", "attn_k_norm")
                .replace("self_attn.q_proj", "attn_q")
                .replace("self_attn.k_proj", "attn_k")
                .replace("self_attn.v_proj", "attn_v")
                .replace("self_attn.o_proj", "attn_output")
                .replace("mlp.gate_proj", "ffn_gate")
                .replace("mlp.up_proj", "ffn_up")
                .replace("mlp.down_proj", "ffn_down");
    }

    private void key(String key, int type) throws IOException {
        string(key);
        out.room(4).putInt(type);
    }

    private void word(String key, String value) throws IOException {
        key(key, 8);
        string(value);
    }

    private void number(String key, int value) throws IOException {
        key(key, 4);
        out.room(4).putInt(value);
    }

    private void real(String key, float value) throws IOException {
        key(key, 6);
        out.room(4).putFloat(value);
    }

    private void string(String text) throws IOException {
        out.room(8).putLong(text.getBytes(StandardCharsets.UTF_8).length);
        out.text(text);
    }
}
