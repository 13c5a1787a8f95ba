package network.cocoon.workers.gpu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import network.cocoon.workers.gpu.model.ModelException.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelDirectoryTest {

    private static final String CONFIG =
            "{'model_type':'qwen2','vocab_size':4,'hidden_size':4,'intermediate_size':4,'num_hidden_layers':1,"
                    + "'num_attention_heads':2,'num_key_value_heads':1,'max_position_embeddings':8,"
                    + "'tie_word_embeddings':true,'eos_token_id':3}";

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        text("config.json", CONFIG);
        text("tokenizer.json", "{}");
    }

    @Test
    void shards_load_like_one_file_and_a_changed_byte_is_another_model() throws IOException {
        WeightLayout layout = WeightLayout.of(ConfigReader.config(ConfigReader.json("c", json(CONFIG))));
        all("model.safetensors", layout, 0, layout.parts().size());
        ModelDirectory one = ModelDirectory.read(directory);
        assertThat(one.manifest().files())
                .extracting(ModelManifest.File::name)
                .containsExactly("config.json", "model.safetensors", "tokenizer.json");
        assertThat(ModelDirectory.read(directory).manifest()).isEqualTo(one.manifest());

        Files.delete(directory.resolve("model.safetensors"));
        all("a.safetensors", layout, 0, 5);
        all("b.safetensors", layout, 5, layout.parts().size());
        text("model.safetensors.index.json", "{'weight_map':{'x':'a.safetensors','y':'b.safetensors'}}");
        ModelDirectory two = ModelDirectory.read(directory);
        assertThat(two.weights()).isEqualTo(one.weights());
        assertThat(two.manifest().digest()).isNotEqualTo(one.manifest().digest());

        byte[] shard = Files.readAllBytes(directory.resolve("b.safetensors"));
        shard[shard.length - 1] ^= 1;
        Files.write(directory.resolve("b.safetensors"), shard);
        assertThat(ModelDirectory.read(directory).manifest().digest())
                .isNotEqualTo(two.manifest().digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[] | SAFETENSORS_INVALID",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | SAFETENSORS_INVALID", // past the end
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | SAFETENSORS_INVALID",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}} | SAFETENSORS_INVALID",
                "{'a':{'dtype':'F32','shape':[4611686018427387906],'data_offsets':[0,8]}} | SAFETENSORS_INVALID",
                "{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}} | SAFETENSORS_INVALID",
                "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}} | TENSOR_MISMATCH",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | TENSOR_UNEXPECTED",
                "{'model.norm.weight':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | TENSOR_MISMATCH",
                "{'model.norm.weight':{'dtype':'BF16','shape':[4],'data_offsets':[0,8]}} | TENSOR_MISSING",
                "{'lm_head.weight':{'dtype':'BF16','shape':[2],'data_offsets':[4,8]}} | SAFETENSORS_INVALID", // a gap
                "{} | SAFETENSORS_INVALID" // bytes that belong to nothing
            })
    void a_hostile_header_is_refused(String header, Code code) throws IOException {
        byte[] json = json(header);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        Files.write(directory.resolve("model.safetensors"), file.array());
        assertThat(refused()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1L << 40, Long.MAX_VALUE, 9})
    void a_hostile_length_is_refused(long length) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Files.write(directory.resolve("model.safetensors"), file.array());
        assertThat(refused()).isEqualTo(Code.SAFETENSORS_INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'model_type':'llama' | ARCHITECTURE_UNSUPPORTED",
                "'use_sliding_window':true | ARCHITECTURE_UNSUPPORTED",
                "'rope_scaling':{'rope_type':'yarn'} | ARCHITECTURE_UNSUPPORTED",
                "'quantization_config':{} | ARCHITECTURE_UNSUPPORTED",
                "'num_key_value_heads':3 | CONFIG_INVALID",
                "'hidden_size':-1 | CONFIG_INVALID",
                "'num_hidden_layers':1e9 | CONFIG_INVALID",
                "'vocab_size':'4' | CONFIG_INVALID"
            })
    void a_shape_that_is_not_built_is_refused(String change, Code code) throws IOException {
        // Of two properties with one name the parser takes the later.
        text("config.json", CONFIG.substring(0, CONFIG.length() - 1) + "," + change + "}");
        assertThat(refused()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model.safetensors", "/etc/passwd", "", "a/b"})
    void an_index_cannot_leave_the_directory(String name) throws IOException {
        text("model.safetensors.index.json", "{'weight_map':{'x':'" + name + "'}}");
        assertThat(refused()).isEqualTo(Code.FILE_NAME_INVALID);
    }

    private Code refused() {
        ModelException refusal = catchThrowableOfType(ModelException.class, () -> ModelDirectory.read(directory));
        return refusal.code();
    }

    private void all(String name, WeightLayout layout, int from, int to) throws IOException {
        StringBuilder header = new StringBuilder("{");
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int p = from; p < to; p++) {
            WeightLayout.Part part = layout.parts().get(p);
            int begin = data.size();
            for (int i = 0; i < part.elements(); i++) {
                data.write(p);
                data.write(0x3f);
            }
            header.append(p > from ? "," : "").append("'").append(part.name()).append("':{'dtype':'BF16','shape':");
            header.append(java.util.Arrays.toString(part.shape()))
                    .append(",'data_offsets':[")
                    .append(begin);
            header.append(',').append(data.size()).append("]}");
        }
        byte[] json = json(header.append('}').toString());
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                directory.resolve(name),
                file.putLong(json.length).put(json).put(data.toByteArray()).array());
    }

    private void text(String name, String text) throws IOException {
        Files.write(directory.resolve(name), json(text));
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
