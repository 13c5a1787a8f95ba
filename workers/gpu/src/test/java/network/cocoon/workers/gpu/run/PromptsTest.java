package network.cocoon.workers.gpu.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import network.cocoon.wire.chat.ChatPayload;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingDefaults;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptsTest {

    private static final SamplingDefaults MODEL = new SamplingDefaults(0.6, 0.95, 20, 0.05, 1.1);
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void a_model_is_sampled_as_its_makers_say_unless_the_app_says_otherwise() {
        var silent = of(new ChatPayload.Sampling(null, null, null, null, null, null), null)
                .sampling();
        assertThat(silent.temperature()).isEqualTo(0.6);
        assertThat(silent.topP()).isEqualTo(0.95);
        assertThat(silent.topK()).isEqualTo(20);
        assertThat(silent.minP()).isEqualTo(0.05);
        assertThat(silent.repetitionPenalty()).isEqualTo(1.1);
        var told = of(new ChatPayload.Sampling(0.0, 1.0, null, null, null, null, 0, 0.0, 1.0, null, null), null)
                .sampling();
        assertThat(told.temperature()).isZero();
        assertThat(told.topP()).isEqualTo(1);
        assertThat(told.topK()).isZero();
        assertThat(told.minP()).isZero();
        assertThat(told.repetitionPenalty()).isEqualTo(1);
    }

    @Test
    void a_secret_keys_reuse_and_none_is_none() {
        var sampling = new ChatPayload.Sampling(null, null, null, null, null, null);
        assertThat(of(sampling, null).prefix()).isEmpty();
        assertThat(of(sampling, SECRET).prefix())
                .isPresent()
                .isEqualTo(of(sampling, SECRET).prefix())
                .isNotEqualTo(of(sampling, SECRET + "0").prefix());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcdef0123456789abcde"})
    void a_secret_that_another_client_could_have_is_refused(String secret) {
        var sampling = new ChatPayload.Sampling(null, null, null, null, null, null);
        assertThatThrownBy(() -> of(sampling, secret)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Prompt of(ChatPayload.Sampling sampling, @Nullable String secret) {
        var payload = new ChatPayload(List.of(new ChatPayload.Message("user", "hi")), sampling, 5, secret);
        return Prompts.of(payload, MODEL, 0, 100);
    }
}
