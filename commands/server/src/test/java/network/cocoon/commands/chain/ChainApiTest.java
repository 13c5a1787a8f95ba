package network.cocoon.commands.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.chain.ChainBookmarks.Place;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.OperatorApi.ChainAlarm;
import network.cocoon.wire.api.OperatorApi.OpenAlarms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainApiTest {

    private static final String ADDRESS = "0:" + "a".repeat(64);

    @Test
    void how_far_the_chain_was_followed_only_grows_and_what_is_wrong_is_shown_while_it_lasts(@TempDir Path data)
            throws Exception {
        try (TestServer server = TestServer.start(data)) {
            ChainBookmarks bookmarks = server.bean(ChainBookmarks.class);
            Place one = new Place(7, Digest.sha256(new byte[] {1}));
            Place two = new Place(9, Digest.sha256(new byte[] {2}));
            assertThat(bookmarks.of(ADDRESS)).isEmpty();
            bookmarks.move(ADDRESS, one);
            bookmarks.move(ADDRESS, two);
            bookmarks.move(ADDRESS, one);
            assertThat(bookmarks.of(ADDRESS)).contains(two);

            ChainAlarms alarms = server.bean(ChainAlarms.class);
            alarms.raise("WALLET_UNDERFUNDED", ADDRESS);
            ChainAlarm first = open(server).alarms().getFirst();
            alarms.raise("WALLET_UNDERFUNDED", ADDRESS);
            assertThat(open(server).alarms()).singleElement().satisfies(alarm -> {
                assertThat(alarm.code()).isEqualTo("WALLET_UNDERFUNDED");
                assertThat(alarm.subject()).isEqualTo(ADDRESS);
                assertThat(alarm.since()).isEqualTo(first.since());
                assertThat(alarm.last()).isAfter(first.last());
            });
            assertThat(server.get("/v1/operator/chain/alarms", null).status()).isEqualTo(401);

            // Not said for ten minutes, then again: another one.
            server.jdbc()
                    .sql("UPDATE chain_alarm SET since = ?, last = ?")
                    .param(Timestamp.from(Instant.now().minus(1, ChronoUnit.HOURS)))
                    .param(Timestamp.from(Instant.now().minus(10, ChronoUnit.MINUTES)))
                    .update();
            assertThat(open(server).alarms()).isEmpty();
            alarms.raise("WALLET_UNDERFUNDED", ADDRESS);
            assertThat(open(server).alarms().getFirst().since())
                    .isAfter(Instant.now().minusSeconds(60));
        }
    }

    private static OpenAlarms open(TestServer server) {
        return server.get("/v1/operator/chain/alarms", server.operatorToken()).as(OpenAlarms.class);
    }
}
