package network.cocoon.workers.gpu.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.workers.teesim.SoftwareTee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollateralFromTest {

    private final SoftwareTee tee = SoftwareTee.create(InstantSource.system(), new SecureRandom());
    private final Bytes quote = Bytes.of(tee.quote(new byte[64]));
    private final Collateral collateral = tee.collateral();

    @Test
    void the_operator_is_asked_for_the_kind_of_machine_that_the_quote_names() throws IOException {
        List<PlatformKind> asked = new ArrayList<>();
        var from = new OperatorCollateral(kind -> {
            asked.add(kind);
            return collateral.encode();
        });
        assertThat(from.forQuote(quote)).isEqualTo(collateral);
        assertThat(asked).containsExactly(PlatformKind.of(quote).orElseThrow());
    }

    @Test
    void what_is_no_collateral_or_no_quote_is_an_error_in_words() {
        assertThatThrownBy(() -> new OperatorCollateral(_ -> new byte[3]).forQuote(quote))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the operator's collateral");
        assertThatThrownBy(() -> new OperatorCollateral(_ -> collateral.encode()).forQuote(Bytes.of(new byte[9])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("names no kind of platform");
    }

    @Test
    void a_file_is_read_each_time(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("collateral");
        var from = new CollateralFile(file);
        assertThatThrownBy(() -> from.forQuote(quote)).isInstanceOf(IOException.class);
        Files.write(file, collateral.encode());
        assertThat(from.forQuote(quote)).isEqualTo(collateral);
        Files.write(file, new byte[7]);
        assertThatThrownBy(() -> from.forQuote(quote)).hasMessageContaining("holds no collateral");
    }
}
