package network.cocoon.commands.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Batch;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.PayoutMessage;
import network.cocoon.domain.settlement.WalletTransaction;
import network.cocoon.wire.api.ExitApi.Claim;
import network.cocoon.wire.api.ExitApi.ExitStanding;
import network.cocoon.wire.api.ExitApi.ExitStatus;
import network.cocoon.wire.api.ExitApi.ProviderExit;
import network.cocoon.wire.api.ExitApi.StandingRoot;
import network.cocoon.wire.api.ProviderApi.ProviderBalance;
import network.cocoon.wire.api.ProviderApi.ProviderRegistered;
import network.cocoon.wire.exit.ExitClaims;
import network.cocoon.wire.exit.ExitContract;
import network.cocoon.wire.ton.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitApiTest {

    private static final String HOME = "0:" + "1".repeat(64);
    private static final ExitTerms TERMS =
            new ExitTerms(Bytes.of(new byte[32]), Duration.ofDays(14).toSeconds(), -3, "0:" + "f".repeat(64));
    private static final String EXIT = ExitContract.address(TERMS).raw();
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final WalletTransaction SET = new WalletTransaction(5, Digest.sha256(), NOW);
    private static final Instant OPENS = NOW.plus(Duration.ofDays(14));

    private final LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(3);

    private static PayoutMessage message(Instant end) {
        return new PayoutMessage(
                Digest.sha256(), 7, end.minusSeconds(60), 60, 1, Digest.sha256(), Bytes.of(new byte[] {1}));
    }

    @Test
    void a_provider_has_its_claim_and_nothing_is_paid_beside_it(@TempDir Path data) throws Exception {
        try (TestServer server = PaidOwners.start(data)) {
            ExitOnChain exits = server.bean(ExitOnChain.class);
            Payouts payouts = server.bean(Payouts.class);
            ProviderRegistered owner = PaidOwners.register(server, HOME);
            String path = "/v1/providers/" + owner.provider() + "/exit";
            assertThat(server.get(path, owner.apiKey()).status()).isEqualTo(404);
            assertThat(server.get("/v1/operator/chain/exit", server.operatorToken())
                            .status())
                    .isEqualTo(404);
            PaidOwners.earn(server, owner, day, 150);
            server.bean(EndedDays.class).settle();
            // It is in a batch, so no root lists it, and the batch waits for that root.
            Batch batch = payouts.open().getFirst();
            assertThat(payouts.latestEnd(batch)).isEqualTo(Instant.MAX);
            ExitRoot first = exits.due(EXIT, TERMS, NOW).orElseThrow();
            assertThat(first.owed()).isEmpty();
            assertThat(exits.due(EXIT, TERMS, NOW)).contains(first);
            assertThat(payouts.latestEnd(batch)).isEqualTo(Instant.EPOCH);
            assertThatThrownBy(() -> payouts.submit(1, message(NOW.plusSeconds(60))))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("ROOT_NOT_STANDING");
            exits.stands(EXIT, 1, first.root(), SET);
            exits.stands(EXIT, 1, first.root(), SET);
            assertThatThrownBy(() -> payouts.submit(1, message(OPENS.plusSeconds(1))))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("EXIT_COULD_OPEN");
            payouts.submit(1, message(NOW.plusSeconds(60)));
            payouts.confirmed(1, SET, SET, Nanoton.ZERO);

            PaidOwners.earn(server, owner, day.plusDays(1), 70);
            server.bean(EndedDays.class).settle();
            ExitRoot second = exits.due(EXIT, TERMS, NOW).orElseThrow();
            assertThat(second.owed()).containsExactly(new Payment(owner.provider(), HOME, Nanoton.of(70)));
            exits.stands(EXIT, 2, second.root(), SET);
            assertThat(exits.due(EXIT, TERMS, NOW)).as("nothing has changed").isEmpty();
            assertThat(exits.due(EXIT, TERMS, NOW.plus(Duration.ofHours(13))))
                    .as("it stands for long")
                    .isPresent();
            ProviderExit answer = server.get(path, owner.apiKey()).as(ProviderExit.class);
            assertThat(answer.contract()).isEqualTo(EXIT);
            assertThat(answer.opensAt()).isEqualTo(OPENS);
            Claim claim = Objects.requireNonNull(answer.claim());
            assertThat(claim.claimed()).isFalse();
            assertThat(Cell.ofBoc(claim.body().toArray()))
                    .isEqualTo(ExitClaims.body(second.claimOf(owner.provider()).orElseThrow()));
            assertThat(server.get(
                                    path,
                                    PaidOwners.register(server, "0:" + "2".repeat(64))
                                            .apiKey())
                            .status())
                    .isEqualTo(403);

            // More is earned, and all of it is put into a batch that no root without it precedes.
            PaidOwners.earn(server, owner, day.minusDays(1), 40);
            server.bean(EndedDays.class).settle();
            assertThat(payouts.open()).hasSize(1);
            exits.opened(EXIT, 2, OPENS.plusSeconds(120));
            assertThat(payouts.open()).isEmpty();
            payouts.schedule();
            assertThat(payouts.open()).as("40 are below the threshold").isEmpty();
            ExitLeaf leaf = new ExitLeaf(0, HOME, Nanoton.of(70));
            exits.claimed(EXIT, leaf, SET);
            exits.claimed(EXIT, leaf, SET);
            assertThat(server.get("/v1/providers/" + owner.provider() + "/balance", owner.apiKey())
                            .as(ProviderBalance.class))
                    .isEqualTo(new ProviderBalance(Nanoton.of(260), Nanoton.of(220), Nanoton.ZERO, Nanoton.of(40)));
            assertThat(server.get(path, owner.apiKey()).as(ProviderExit.class).claim())
                    .isNotNull()
                    .satisfies(it -> assertThat(it.claimed()).isTrue());
            assertThat(server.get(
                                    "/v1/providers/" + owner.provider() + "/statements/" + day + "/"
                                            + LocalDate.now(ZoneOffset.UTC).plusDays(1),
                                    owner.apiKey())
                            .text())
                    .contains("EXIT", "leaf 0");
            assertThatThrownBy(() -> exits.due(HOME, TERMS, NOW)).hasMessageContaining("EXIT_DIFFERS");
            status(server, exits);
        }
    }

    private static void status(TestServer server, ExitOnChain exits) throws Exception {
        exits.seen(new ExitSight(EXIT, TERMS, ExitStanding.DEPLOYED, Nanoton.of(9), 2, NOW));
        ExitStatus status =
                server.get("/v1/operator/chain/exit", server.operatorToken()).as(ExitStatus.class);
        assertThat(status.deployLink()).contains("&init=");
        StandingRoot stands = status.stands();
        assertThat(List.of(stands == null ? "" : stands.unclaimed(), status.onChain()))
                .containsExactly(Nanoton.ZERO, 2L);
        assertThat(server.get("/v1/operator/chain/exit", "nobody").status()).isEqualTo(401);
    }
}
