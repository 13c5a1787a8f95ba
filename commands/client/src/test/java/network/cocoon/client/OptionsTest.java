package network.cocoon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.client.chain.ChainOptions;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final String REGISTRY = "0:" + "1".repeat(64);

    @Test
    void no_chain_is_read_unless_one_is_named() {
        assertThat(parse().chain()).isEmpty();
    }

    @Test
    void a_chain_and_its_registry() {
        ChainOptions chain = parse(
                        "--chain-servers", "https://a.example/api/v2, https://b.example/api/v2/",
                        "--chain-agree", "2",
                        "--registry", REGISTRY,
                        "--registry-limit", "60")
                .chain()
                .orElseThrow();
        assertThat(chain.servers())
                .containsExactly(URI.create("https://a.example/api/v2"), URI.create("https://b.example/api/v2"));
        assertThat(chain.agree()).isEqualTo(2);
        assertThat(chain.registry().orElseThrow().raw()).isEqualTo(REGISTRY);
        assertThat(chain.limit()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_registry_that_nobody_reads_is_refused_rather_than_ignored() {
        refused("--registry", REGISTRY);
        refused("--chain-agree", "1");
        refused("--chain-servers", "https://a.example", "--chain-agree", "2");
        refused("--chain-servers", "http://a.example");
        refused("--chain-servers", "https://a.example", "--registry", "nowhere");
        refused("--chain-servers", "https://a.example", "--registry", REGISTRY, "--registry-limit", "9");
    }

    private static void refused(String... options) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(options));
    }

    private static Options parse(String... options) {
        List<String> line = new ArrayList<>(List.of("run", "--operator", "https://operator.example"));
        line.addAll(List.of(options));
        return Options.parse(line);
    }
}
