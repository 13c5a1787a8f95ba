package network.cocoon.commands.dispatch.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.CertifiedKey;
import network.cocoon.domain.account.Credit;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowExit;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.SeenTransactions;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.account.VoucherCertificate;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.provider.PayoutProposal;
import network.cocoon.domain.provider.ProviderState;
import network.cocoon.domain.registry.Listing;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.OrderedPrice;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.registry.Publications;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.registry.RegistryState;
import network.cocoon.domain.settlement.Balance;
import network.cocoon.domain.settlement.Batch;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.OrderedTransfer;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.PayoutMessage;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.settlement.Transfer;
import network.cocoon.domain.settlement.TransferId;
import network.cocoon.domain.settlement.TransferPurpose;
import network.cocoon.domain.transparency.Checkpoint;
import network.cocoon.domain.transparency.TransparencyState;
import network.cocoon.domain.worker.AttestedKey;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.domain.worker.WorkerState;
import network.cocoon.domain.worker.WorkerStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DispatchTest {

    private static final Instant AT = Instant.parse("2026-11-21T00:00:00Z");
    private static final Digest DIGEST = Digest.sha256(new byte[] {1});

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private static RegistryCommand allow(String what) {
        return new RegistryCommand.AllowMeasurement(
                Digest.sha256(what.getBytes(java.nio.charset.StandardCharsets.UTF_8)), what, AT);
    }

    @Test
    void every_racer_on_one_stream_gets_its_event_in() throws Exception {
        Dispatcher dispatcher = server.bean(Dispatcher.class);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Outcome>> racers = IntStream.range(0, 30)
                    .mapToObj(n -> threads.submit(() -> dispatcher.dispatch(allow("racer " + n))))
                    .toList();
            for (Future<Outcome> racer : racers) {
                assertThat(racer.get()).isInstanceOf(Outcome.Accepted.class);
            }
        }
        assertThat(dispatcher.dispatch(allow("racer 7"))).isInstanceOf(Outcome.AlreadyDone.class);
    }

    @Test
    void a_refusal_or_a_failure_takes_events_and_rows_back() {
        Dispatcher dispatcher = server.bean(Dispatcher.class);
        Transactions transactions = server.bean(Transactions.class);
        StateReader states = server.bean(StateReader.class);
        Set<Digest> before = states.registry().measurements();
        assertThatThrownBy(() -> transactions.run(() -> {
                    dispatcher.dispatch(allow("undone"));
                    // Seen inside, forgotten outside.
                    assertThat(states.registry().measurements()).hasSize(before.size() + 1);
                    dispatcher.dispatch(new RegistryCommand.SetPrice(
                            new ModelId("unlisted"), Nanoton.of(1), Multipliers.EVEN, 5, AT));
                }))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("MODEL_NOT_LISTED");
        assertThat(states.registry().measurements()).isEqualTo(before);
    }

    @Test
    void what_no_stream_takes_is_a_programming_error() {
        assertThatThrownBy(() -> server.bean(Dispatcher.class).dispatch("hello"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SettlementState payouts(ProviderId provider) {
        var payment = new Payment(provider, "address", Nanoton.of(2));
        var transfer = new Transfer(new TransferId("fees"), "address", Nanoton.of(4), TransferPurpose.FEES, "of March");
        var message = new PayoutMessage(DIGEST, 1, AT, 60, 9, DIGEST, Bytes.of(new byte[3]));
        return new SettlementState.Payouts(
                Map.of(provider, new Balance(Nanoton.of(6), Nanoton.of(3), Nanoton.of(2), Nanoton.of(1))),
                Set.of(new PeriodId("2026-11-20")),
                List.of(new Batch(7, List.of(payment), null, message), new Batch(8, List.of(), transfer, null)),
                8,
                Set.of(5L),
                Map.of(transfer.id(), new OrderedTransfer(8, transfer, AT)),
                new Exit(
                        "address",
                        new ExitTerms(Bytes.of(new byte[32]), 9, -3, "owner"),
                        new ExitRoot(3, DIGEST, List.of(payment)),
                        AT,
                        new ExitRoot(4, DIGEST, List.of()),
                        false,
                        Set.of(0),
                        Map.of(7L, 3L)));
    }

    private static Credit credit(Bytes bytes) {
        var opening = new EscrowOpening(-3, 7, "payer", "payee", bytes, AT, 3600);
        var certificate = new VoucherCertificate(bytes, Nanoton.of(9), AT, bytes);
        return new Credit(
                Nanoton.of(5),
                null,
                7,
                new Escrow(
                        "address",
                        opening,
                        bytes,
                        Nanoton.of(1),
                        Nanoton.of(2),
                        Nanoton.of(3),
                        4,
                        List.of(
                                new SignedVoucher(Nanoton.of(3), AT, bytes, null),
                                new SignedVoucher(Nanoton.of(5), AT, bytes, certificate)),
                        new EscrowExit(bytes, AT),
                        new SeenTransactions(List.of(new SeenTransactions.Seen(8, DIGEST)), 6)));
    }

    @Test
    void snapshots_of_every_kind_read_back_as_they_were_written() {
        var payloads = new StoredPayloads();
        var key = new ClientKeyId("key_" + DIGEST.hex());
        var worker = new WorkerId("gpu_" + "0".repeat(32));
        var provider = new ProviderId("own_" + "0".repeat(32));
        var model = new ModelId("Qwen/Qwen3-0.6B");
        Bytes bytes = Bytes.of(new byte[32]);
        List<Object> states = List.of(
                new AccountState.Open(
                        new AccountId("app_" + "0".repeat(32)),
                        bytes,
                        List.of("Qwen"),
                        1,
                        2,
                        4,
                        Set.of(DIGEST),
                        Map.of(key, new CertifiedKey(key, bytes, AT, AT.plusSeconds(1), Nanoton.of(3), AT)),
                        credit(bytes),
                        false),
                new WorkerState.Enrolled(
                        worker,
                        provider,
                        "NVIDIA H100",
                        1,
                        2,
                        DIGEST,
                        DIGEST,
                        WorkerStatus.ACTIVE,
                        List.of(new AttestedKey(
                                new WorkerKeyId(DIGEST.hex()),
                                bytes,
                                bytes,
                                DIGEST,
                                DIGEST,
                                DIGEST,
                                TrustClass.INTEL,
                                AT,
                                AT.plusSeconds(1))),
                        Map.of(model, new WorkerState.Offer(model, DIGEST, 1000, 2))),
                new ProviderState.Registered(
                        provider,
                        "0:" + DIGEST.hex(),
                        bytes,
                        DIGEST,
                        new PayoutProposal("0:" + DIGEST.hex(), bytes, "cocoon/local/pay/1", AT),
                        Map.of(DIGEST, new ProviderState.EnrolmentToken(AT, worker))),
                new RegistryState(
                        Map.of(model, new RegistryState.ListedModel(model, "Qwen", DIGEST, 4096)),
                        Map.of(model, new PriceList(model, 1, Nanoton.of(20), Multipliers.EVEN, 5)),
                        Map.of(
                                model,
                                new OrderedPrice(new PriceList(model, 2, Nanoton.of(21), Multipliers.EVEN, 5), AT)),
                        Set.of(DIGEST),
                        Set.of(),
                        publications()),
                payouts(provider),
                new SettlementState.Differences(List.of(new Difference(
                        DifferenceName.BALANCE_DIFFERS,
                        "0:" + DIGEST.hex(),
                        new AccountId("app_" + "0".repeat(32)),
                        7,
                        Nanoton.of(1),
                        Nanoton.of(2),
                        AT))),
                new TransparencyState(
                        List.of(new TransparencyState.Sealed(new Checkpoint(9, DIGEST), AT)),
                        new TransparencyState.Anchored(
                                new Checkpoint(9, DIGEST), "0:" + DIGEST.hex(), DIGEST, 5, AT, AT)));
        for (Object state : states) {
            var encoded = payloads.encode(state);
            assertThat(payloads.decode(encoded.name(), encoded.revision(), encoded.payload()))
                    .isEqualTo(state);
        }
    }

    private static Publications publications() {
        var change = new Listing(Listing.Kind.ADD, Listing.Shelf.MODELS, DIGEST);
        var entry = new Publications.Entry(3, change, AT, DIGEST, 5, AT);
        return new Publications(List.of(change), "0:" + DIGEST.hex(), List.of(entry), DIGEST);
    }

    @Test
    void a_snapshot_shortens_a_stream_and_an_unreadable_one_is_passed_over() {
        Dispatcher dispatcher = server.bean(Dispatcher.class);
        for (int n = 0; n <= DispatchConfiguration.EVENTS_BETWEEN_SNAPSHOTS; n++) {
            dispatcher.dispatch(allow("long " + n));
        }
        server.bean(StateSnapshotter.class).scheduleSnapshot(RegistryStream.class, "network");
        server.bean(ExecutorService.class).close();
        RegistryState folded = server.bean(StateReader.class).registry();
        var engine = server.bean(org.axonframework.eventsourcing.eventstore.EventStorageEngine.class);
        var kinds = server.bean(StreamKinds.class);
        assertThat(engine.readSnapshot("network")).isPresent();
        assertThat(new FoldingStateReader(engine, kinds, System::nanoTime).registry())
                .isEqualTo(folded);
        assertThat(dispatcher.dispatch(allow("long 3"))).isInstanceOf(Outcome.AlreadyDone.class);
        server.jdbc().sql("UPDATE snapshot_event SET revision = 99").update();
        assertThat(new FoldingStateReader(engine, kinds, System::nanoTime).registry())
                .isEqualTo(folded);
        assertThat(dispatcher.dispatch(allow("long 4"))).isInstanceOf(Outcome.AlreadyDone.class);
    }

    @Test
    void what_was_read_a_moment_ago_is_recent_and_what_is_not_known_is_asked() {
        Dispatcher dispatcher = server.bean(Dispatcher.class);
        var engine = server.bean(org.axonframework.eventsourcing.eventstore.EventStorageEngine.class);
        var now = new AtomicLong(1);
        var reader = new FoldingStateReader(engine, server.bean(StreamKinds.class), now::get);
        dispatcher.dispatch(allow("before"));
        RegistryState before = reader.recent().registry();
        dispatcher.dispatch(allow("after"));

        assertThat(reader.recent().registry()).isEqualTo(before);
        RegistryState after = reader.registry();
        assertThat(after).isNotEqualTo(before);
        assertThat(reader.recent().registry()).isEqualTo(after);
        dispatcher.dispatch(allow("later"));
        now.addAndGet(250_000_000);
        assertThat(reader.recent().registry()).isNotEqualTo(after);
    }

    @Test
    void time_on_one_stream_never_goes_back_whatever_a_command_says(@TempDir Path data) throws Exception {
        try (TestServer own = TestServer.start(data)) {
            Dispatcher dispatcher = own.bean(Dispatcher.class);
            Instant late = AT.plusSeconds(60);
            var ahead = new RegistryCommand.AllowMeasurement(Digest.sha256(new byte[] {2}), "by a clock ahead", late);
            assertThat(at(dispatcher.dispatch(ahead))).isEqualTo(late);
            assertThat(at(dispatcher.dispatch(allow("by a clock behind")))).isEqualTo(late);
            own.bean(StateSnapshotter.class).scheduleSnapshot(RegistryStream.class, "network");
            own.bean(ExecutorService.class).close();
            assertThat(at(dispatcher.dispatch(allow("with a snapshot only")))).isEqualTo(late);
        }
    }

    private static Instant at(Outcome outcome) {
        return ((Outcome.Accepted) outcome)
                .only(RegistryEvent.MeasurementAllowed.class)
                .at();
    }
}
