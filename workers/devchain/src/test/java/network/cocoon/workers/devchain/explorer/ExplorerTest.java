package network.cocoon.workers.devchain.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.chain.ChainSettings;
import network.cocoon.workers.devchain.chain.Faucet;
import network.cocoon.workers.devchain.chain.StoredTransaction;
import network.cocoon.workers.tvm.Tvm;
import network.cocoon.workers.tvm.block.Message;
import org.junit.jupiter.api.Test;

class ExplorerTest {

    private static final TonAddress SOMEONE = new TonAddress((byte) 0, Digest.of(new byte[32]));

    @Test
    void pages_show_accounts_trees_and_bodies_and_run_nobodys_script() throws IOException {
        try (Tvm tvm = Tvm.start();
                Chain chain = Chain.inMemory(ChainSettings.INSTANT, InstantSource.system(), tvm)) {
            Explorer explorer = new Explorer(chain, 10_300);
            chain.send(Message.external(Faucet.ADDRESS, null, order("<script>alert('1')</script>")));
            String home = page(explorer, "/");
            assertThat(home)
                    .contains("&lt;script&gt;", "999999998.", "light dark")
                    .doesNotContain("<script");
            String account = page(explorer, "/account/" + SOMEONE.friendly(true, false));
            assertThat(account).contains(SOMEONE.raw(), "uninitialised");
            StoredTransaction last = chain.view(view -> view.latest(1).getFirst());
            String tree = page(explorer, "/transaction/" + last.hash().hex());
            StoredTransaction first =
                    chain.view(view -> view.history(Faucet.ADDRESS).getFirst());
            assertThat(tree)
                    .contains("external", first.hash().hex(), "no code ran: no_state")
                    .doesNotContain("<script");
            assertThat(explorer.page("/account/nobody")).isEmpty();
            assertThat(explorer.page("/transaction/" + "0".repeat(64))).isEmpty();
            assertThat(explorer.page("/etc/passwd")).isEmpty();
        }
    }

    private static Cell order(String comment) {
        Cell text = CellBuilder.begin()
                .uint(0, 32)
                .bytes(comment.getBytes(StandardCharsets.UTF_8))
                .end();
        Cell gift = Message.internal(null, SOMEONE, BigInteger.valueOf(1_000_000_000), false, 0, 0, null, text);
        return CellBuilder.begin().uint(1, 8).ref(gift).end();
    }

    private static String page(Explorer explorer, String path) {
        return explorer.page(path).orElseThrow();
    }
}
