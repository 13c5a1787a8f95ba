package network.cocoon.workers.gpu.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import network.cocoon.workers.gpu.engine.SamplingDefaults;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.model.ModelException.Code;
import network.cocoon.workers.gpu.model.ModelManifest;
import network.cocoon.workers.gpu.model.WeightTarget;
import network.cocoon.workers.gpu.model.WeightTarget.Element;
import network.cocoon.workers.gpu.sample.RandomModel;
import network.cocoon.workers.gpu.sample.SafetensorsFile;
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
    void a_changed_byte_is_another_model() throws IOException {
        RandomModel model = new RandomModel(ModelConfig.read(json(CONFIG)), 1, true);
        SafetensorsFile.write(directory.resolve("model.safetensors"), model, model.tensors(), Element.BF16);
        ModelManifest one = read();
        assertThat(one.files())
                .extracting(ModelManifest.File::name)
                .containsExactly("config.json", "model.safetensors", "tokenizer.json");
        assertThat(read()).isEqualTo(one);
        byte[] file = Files.readAllBytes(directory.resolve("model.safetensors"));
        file[file.length - 1] ^= 1;
        Files.write(directory.resolve("model.safetensors"), file);
        assertThat(read().digest()).isNotEqualTo(one.digest());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void a_weight_that_is_no_number_is_refused(float value) throws IOException {
        RandomModel model = new RandomModel(ModelConfig.read(json(CONFIG)), 1, true);
        Path file = directory.resolve("model.safetensors");
        SafetensorsFile.write(file, model, model.tensors(), Element.F32);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, value);
        Files.write(file, bytes);
        assertThat(refused()).isEqualTo(Code.TENSOR_NOT_FINITE);
    }

    @Test
    void sampling_is_as_the_makers_say() throws IOException {
        RandomModel model = new RandomModel(ModelConfig.read(json(CONFIG)), 1, true);
        SafetensorsFile.write(directory.resolve("model.safetensors"), model, model.tensors(), Element.BF16);
        assertThat(sampling()).isEqualTo(SamplingDefaults.OPENAI);
        text("generation_config.json", "{'do_sample':true,'temperature':0.6,'top_p':0.95,'top_k':20}");
        assertThat(sampling()).isEqualTo(new SamplingDefaults(0.6, 0.95, 20, 0, 1));
        text("generation_config.json", "{'do_sample':false,'temperature':0.6,'repetition_penalty':1.05}");
        assertThat(sampling()).isEqualTo(new SamplingDefaults(0, 1, 0, 0, 1.05));
        text("generation_config.json", "{'temperature':-1}");
        assertThat(refused()).isEqualTo(Code.CONFIG_INVALID);
    }

    private SamplingDefaults sampling() {
        return ModelDirectory.read(directory, _ -> WeightTarget.NONE).sampling();
    }

    @Test
    void weights_that_overflow_give_no_result() {
        assertThatThrownBy(() -> LogProbabilities.of(new float[] {1, Float.NaN}))
                .hasMessageStartingWith("RESULT_NOT_FINITE");
    }

    /** A file of a terabyte of nothing, under a header that has no place for it. */
    @Test
    void what_has_no_place_is_refused_before_it_is_read() throws IOException {
        byte[] header = json("{'a':{'dtype':'F32','shape':[274877906944],'data_offsets':[0,1099511627776]}}");
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("model.safetensors").toFile(), "rw")) {
            file.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            file.write(header);
            file.setLength(8 + header.length + (1L << 40));
        }
        assertThat(refused()).isEqualTo(Code.TENSOR_UNEXPECTED);
    }

    @Test
    void a_missing_shard_an_index_of_itself_and_deep_json_are_refused() throws IOException {
        text("model.safetensors.index.json", "{'weight_map':{'x':'a.safetensors'}}");
        assertThat(refused()).isEqualTo(Code.FILE_UNREADABLE);
        text("model.safetensors.index.json", "{'weight_map':{'x':'model.safetensors.index.json'}}");
        assertThat(refused()).isEqualTo(Code.FILE_NAME_INVALID);
        text("model.safetensors.index.json", "[".repeat(100_000));
        assertThat(refused()).isEqualTo(Code.JSON_INVALID);
        text("config.json", "{'a':".repeat(100_000));
        assertThat(refused()).isEqualTo(Code.JSON_INVALID);
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
                "'use_sliding_window':true,'sliding_window':0 | CONFIG_INVALID",
                "'model_type':[] | CONFIG_INVALID",
                "'layer_types':['sliding_attention'] | ARCHITECTURE_UNSUPPORTED",
                "'rope_scaling':{'rope_type':'llama3'} | ARCHITECTURE_UNSUPPORTED",
                "'rope_scaling':{'rope_type':'yarn','factor':2,'short_factor':[1]} | ARCHITECTURE_UNSUPPORTED",
                "'rope_scaling':{'rope_type':'yarn'} | CONFIG_INVALID",
                "'rope_scaling':{'rope_type':'linear','factor':-3} | CONFIG_INVALID",
                "'rope_theta':1,'rope_scaling':{'rope_type':'yarn','factor':2} | CONFIG_INVALID",
                "'partial_rotary_factor':0.5 | ARCHITECTURE_UNSUPPORTED",
                "'attn_logit_softcapping':50.0 | ARCHITECTURE_UNSUPPORTED",
                "'num_hidden_layers':256,'head_dim':64,'hidden_size':32768,'vocab_size':1048576,'intermediate_size':131072 | MODEL_TOO_LARGE",
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
        ModelException refusal =
                catchThrowableOfType(ModelException.class, () -> Decoder.load(directory, Precision.F32));
        return refusal.code();
    }

    private ModelManifest read() {
        return ModelDirectory.read(directory, _ -> WeightTarget.NONE).manifest();
    }

    private void text(String name, String text) throws IOException {
        Files.write(directory.resolve(name), json(text));
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
