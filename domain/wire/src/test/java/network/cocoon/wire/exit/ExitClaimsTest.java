package network.cocoon.wire.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.ExitClaim;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import org.junit.jupiter.api.Test;

class ExitClaimsTest {

    private static final String ADDRESS = "-1:" + "5a".repeat(32);

    private static ExitClaim claim(int levels) {
        List<ExitClaim.Step> path = new ArrayList<>();
        for (int i = 0; i < levels; i++) {
            path.add(new ExitClaim.Step(i % 3 == 0, Digest.sha256(new byte[] {(byte) i})));
        }
        return new ExitClaim(new ExitLeaf(40_000, ADDRESS, Nanoton.of(7)), path);
    }

    @Test
    void aBodyHasTheLeafAndThePathInOrder() {
        for (int levels = 0; levels <= 16; levels++) {
            ExitClaim claim = claim(levels);
            CellReader in = ExitClaims.body(claim).read();
            assertThat(in.uint(32)).isEqualTo(0x43580201L);
            assertThat(in.uint(16)).isEqualTo(40_000);
            assertThat((byte) in.uint8()).isEqualTo((byte) -1);
            assertThat(in.digest().hex()).isEqualTo("5a".repeat(32));
            assertThat(in.uint64()).isEqualTo(7);
            List<ExitClaim.Step> read = new ArrayList<>();
            while (true) {
                while (in.bitsLeft() > 0) {
                    read.add(new ExitClaim.Step(in.bit(), in.digest()));
                }
                if (in.refsLeft() == 0) {
                    break;
                }
                in = in.ref().read();
            }
            assertThat(read).isEqualTo(claim.path());
        }
    }

    @Test
    void theLinkOfALongPathIsShortEnoughForAWallet() {
        TonAddress exit = TonAddress.parse("0:" + "e".repeat(64));
        String link = ExitClaims.link(exit, -239, claim(16));
        assertThat(link)
                .startsWith("ton://transfer/" + exit.friendly(true, false) + "?amount=50000000&bin=")
                .hasSizeLessThan(1_024);
        Cell body = Cell.ofBoc(Base64.getUrlDecoder().decode(link.substring(link.indexOf("bin=") + "bin=".length())));
        assertThat(body).isEqualTo(ExitClaims.body(claim(16)));
        assertThat(ExitClaims.link(exit, -3, claim(1))).contains(exit.friendly(true, true));
    }

    @Test
    void aDataCellReadsBackAsItWas() {
        ExitStorage opening =
                ExitStorage.opening(Bytes.of(new byte[32]), Duration.ofDays(14), -3, TonAddress.parse(ADDRESS));
        assertThat(ExitStorage.of(opening.toCell())).isEqualTo(opening);
    }
}
