package network.cocoon.workers.operator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is committed is what the sources compile to. The build has compiled them just before. */
class ContractCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"escrow", "registry", "highload-wallet-v3"})
    void the_committed_code_is_the_compiled_code(String name) throws IOException {
        Path compiled = Path.of("target/contracts/code", name + ".properties");
        try (var committed = ContractCode.class.getResourceAsStream(name + ".properties")) {
            assertThat(committed).isNotNull();
            assertThat(new String(committed.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII))
                    .as("copy %s to src/main/resources if the source was meant to change", compiled)
                    .isEqualTo(Files.readString(compiled));
        }
    }
}
