package network.cocoon.workers.operator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.cocoon.wire.escrow.EscrowContract;
import network.cocoon.wire.exit.ExitContract;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is committed is what the sources compile to. The build has compiled them just before. */
class ContractCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"escrow", "exit", "registry", "highload-wallet-v3"})
    void the_committed_code_is_the_compiled_code(String name) throws IOException {
        Path compiled = Path.of("target/contracts/code", name + ".properties");
        // Code lies with what computes its address, or claims from it, for the client and the auditor.
        Class<?> beside =
                switch (name) {
                    case "escrow" -> EscrowContract.class;
                    case "exit" -> ExitContract.class;
                    default -> ContractCode.class;
                };
        try (var committed = beside.getResourceAsStream(name + ".properties")) {
            assertThat(committed).isNotNull();
            assertThat(new String(committed.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII))
                    .as("copy %s over the committed one if the source was meant to change", compiled)
                    .isEqualTo(Files.readString(compiled));
        }
    }
}
