package network.cocoon.commands.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.http.ApiKeys;
import network.cocoon.commands.http.Role;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.StatementApi.Statement;
import network.cocoon.wire.api.StatementApi.UsageLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementsTest {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    /** The day may turn while this runs. */
    private final String days = "/statements/" + today + "/" + today.plusDays(2);

    @Test
    void bills_add_up_by_model_and_price_for_both_sides(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.start(data)) {
            TestNetwork network = new TestNetwork(server);
            App app = network.app(100 * network.worstCase());
            Worker worker = network.worker(4);
            long first = bill(server, network, app, worker, 30) + bill(server, network, app, worker, 7);
            server.bean(Dispatcher.class)
                    .dispatch(new RegistryCommand.SetPrice(
                            TestNetwork.MODEL, Nanoton.of(31), Multipliers.EVEN, 7, Instant.now()));
            long second = bill(server, network, app, worker, 11);

            Statement statement =
                    server.get("/v1/apps/" + app.account() + days, app.apiKey()).as(Statement.class);
            assertThat(statement.usage())
                    .extracting(UsageLine::priceVersion, UsageLine::requests, line -> line.amount()
                            .value())
                    .containsExactly(tuple(1, 2L, first), tuple(2, 1L, second));
            assertThat(statement.closing()).isEqualTo(Long.toString(-first - second));

            Statement earned = owner(server, worker);
            long rewards = earned.usage().stream()
                    .mapToLong(line -> line.amount().value())
                    .sum();
            long fees = earned.usage().stream()
                    .mapToLong(line -> line.fee().value())
                    .sum();
            assertThat(rewards + fees).isEqualTo(first + second);
            assertThat(earned.closing()).isEqualTo(Long.toString(rewards));
            assertThat(rewards)
                    .isEqualTo(server.jdbc()
                            .sql("SELECT sum(reward) FROM accrual")
                            .query(Long.class)
                            .single());

            // A period ends where the next one begins.
            String next = "/v1/apps/" + app.account() + "/statements/" + today.plusDays(2) + "/" + today.plusDays(3);
            assertThat(server.get(next, app.apiKey()).as(Statement.class).opening())
                    .isEqualTo(statement.closing());
            assertCsv(server, app, statement);
        }
    }

    private void assertCsv(TestServer server, App app, Statement statement) {
        var csv = server.get("/v1/apps/" + app.account() + days + "/csv", app.apiKey());
        assertThat(csv.contentType()).startsWith("text/csv");
        long sum = 0;
        for (String row : csv.text().split("\r\n", -1)) {
            String[] cells = row.split(",", -1);
            if (cells.length == 6 && !cells[1].equals("kind") && !cells[1].equals("CLOSING")) {
                sum += Long.parseLong(cells[4]);
            }
        }
        assertThat(Long.toString(sum)).isEqualTo(statement.closing());
    }

    private Statement owner(TestServer server, Worker worker) {
        ApiKeys keys = server.bean(ApiKeys.class);
        ApiKeys.Minted minted = keys.mint(Role.PROVIDER);
        keys.register(Role.PROVIDER, worker.provider().value(), minted.hash());
        return server.get("/v1/providers/" + worker.provider() + days, minted.text())
                .as(Statement.class);
    }

    private static long bill(TestServer server, TestNetwork network, App app, Worker worker, int tokens) {
        RequestId request = network.submit(app, network.seal(app, worker)).request();
        var receipt = network.receipt(worker, request, new TokenUsage(tokens, 0, tokens, 0));
        RequestStatus done = server.post(
                        "/v1/workers/" + worker.worker() + "/requests/" + request + "/completion",
                        worker.apiKey(),
                        receipt)
                .as(RequestStatus.class);
        return Objects.requireNonNull(done.cost()).value();
    }

    @Test
    void a_statement_has_an_end_and_is_for_its_subject_only(@TempDir Path data) throws Exception {
        try (TestServer server = TestServer.start(data)) {
            TestNetwork network = new TestNetwork(server);
            App app = network.app(0);
            App other = network.app(0);
            String path = "/v1/apps/" + app.account();
            assertThat(server.get(path + days, other.apiKey()).status()).isEqualTo(403);
            for (String wrong : new String[] {
                "/" + today + "/" + today,
                "/" + today + "/" + today.minusDays(1),
                "/" + today + "/" + today.plusDays(367)
            }) {
                assertThat(server.get(path + "/statements" + wrong, app.apiKey())
                                .problem()
                                .code())
                        .isEqualTo("INVALID_STATEMENT");
            }
            Statement empty = server.get(path + days, app.apiKey()).as(Statement.class);
            assertThat(server.get(path + days, server.operatorToken()).as(Statement.class))
                    .isEqualTo(empty);
            assertThat(empty.opening()).isEqualTo("0");
            assertThat(empty.closing()).isEqualTo("0");
        }
    }
}
