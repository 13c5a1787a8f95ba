package network.cocoon.workers.operator.contract;

import static network.cocoon.workers.operator.contract.Chain.ton;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryChange.Kind;
import network.cocoon.wire.registry.RegistryList;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.RegistryOrder.Checkpoint;
import network.cocoon.workers.operator.contract.RegistryOrder.Publish;
import org.junit.jupiter.api.Test;

/** What the network may publish, and what nobody may. On the real TVM. */
class RegistryTest {

    private static final int SIGNATURE = 51;
    private static final int SEQUENCE = 52;
    private static final int EXPIRED = 53;
    private static final int NOT_MORE = 54;
    private static final int NOT_OWNER = 55;
    private static final Duration DELAY = Duration.ofDays(2);

    private final Chain chain = new Chain();
    private final SigningKey key = EscrowFixture.key(4);
    private final TonAddress owner = Chain.wallet(4);
    private final RegistryStorage opening = RegistryStorage.opening(key.publicKey(), DELAY, -3, owner);
    private final TonAddress registry = RegistryContract.initial(opening).address();

    RegistryTest() {
        chain.deploy(RegistryContract.initial(opening), ton("1"));
    }

    @Test
    void a_checkpoint_is_kept() {
        assertThat(send(checkpoint(0, 100))).isZero();
        assertThat(state().size()).isEqualTo(100);
        assertThat(state().root()).isEqualTo(digest(100));
        assertThat(state().sequence()).isEqualTo(1);
    }

    @Test
    void the_log_only_grows() {
        send(checkpoint(0, 100));
        BigInteger balance = chain.balance(registry);
        assertThat(send(checkpoint(1, 100))).as("another root of the same size").isEqualTo(NOT_MORE);
        assertThat(send(checkpoint(1, 99))).isEqualTo(NOT_MORE);
        assertThat(chain.balance(registry)).as("refused before it is paid for").isEqualTo(balance);
        assertThat(send(checkpoint(1, 101))).isZero();
    }

    @Test
    void an_order_works_once_in_its_time_and_here() {
        Checkpoint first = checkpoint(0, 100);
        send(first);
        assertThat(send(first)).as("a replay").isEqualTo(SEQUENCE);
        assertThat(send(checkpoint(2, 200))).as("out of order").isEqualTo(SEQUENCE);
        Checkpoint second = checkpoint(1, 200);
        chain.pass(Duration.ofMinutes(10));
        assertThat(send(second)).isEqualTo(EXPIRED);
        RegistryStorage mainnet = RegistryStorage.opening(key.publicKey(), DELAY, -239, owner);
        TonAddress there = RegistryContract.initial(mainnet).address();
        assertThat(there).isNotEqualTo(registry);
        Cell elsewhere = checkpoint(1, 200).message(there, key);
        Cell body = network.cocoon.workers.tvm.block.Message.read(elsewhere).body();
        assertThat(chain.external(registry, Messages.external(registry, null, body))
                        .exitCode())
                .isEqualTo(SIGNATURE);
        assertThat(chain.external(registry, checkpoint(1, 200).message(registry, EscrowFixture.key(5)))
                        .exitCode())
                .isEqualTo(SIGNATURE);
    }

    @Test
    void nothing_is_accepted_that_has_no_effect() {
        Instant soon = chain.now().plus(Duration.ofMinutes(10));
        Cell checkpoint = head(RegistryStorage.ORDER, soon).bit(false).end();
        Cell publish = head(RegistryStorage.ORDER, soon).bit(true).end();
        Cell noOrder = head(0x43520105L, soon).bit(true).end();
        Cell root = CellBuilder.begin().uint(100, 64).digest(digest(100)).end();
        Cell noRoot = CellBuilder.begin().uint(100, 64).uint(0, 255).end();
        Cell change = change(Kind.ADD, 1).toCell();
        List<Cell> orders = List.of(
                Cell.EMPTY,
                checkpoint,
                with(checkpoint, noRoot),
                with(checkpoint, change),
                with(checkpoint, root, root),
                with(CellBuilder.begin().cell(checkpoint).bit(false).end(), root),
                publish,
                with(head(RegistryStorage.ORDER, soon).end(), change),
                with(publish, change, change),
                with(CellBuilder.begin().cell(publish).bit(false).end(), change),
                with(noOrder, root),
                with(noOrder, change));
        BigInteger before = chain.balance(registry);
        for (Cell order : orders) {
            assertThat(chain.external(registry, signed(order)).transactions()).isEmpty();
        }
        assertThat(chain.balance(registry)).isEqualTo(before);
    }

    @Test
    void nobody_pads_an_order_to_burn_the_networks_money() {
        Cell ballast = CellBuilder.begin().bytes(new byte[120]).end();
        Cell body = network.cocoon.workers.tvm.block.Message.read(
                        checkpoint(0, 100).message(registry, key))
                .body();
        Cell more = CellBuilder.begin().cell(body).ref(ballast).end();
        assertThat(chain.external(registry, Messages.external(registry, null, more))
                        .transactions())
                .isEmpty();
        InitialState attached = new InitialState(ballast, ballast);
        assertThat(chain.external(registry, Messages.external(registry, attached, body))
                        .transactions())
                .isEmpty();
        assertThat(chain.external(registry, Messages.external(registry, RegistryContract.initial(opening), body))
                        .transactions())
                .isEmpty();
    }

    @Test
    void two_operators_at_once_cannot_both_be_next() {
        assertThat(send(checkpoint(0, 100))).isZero();
        assertThat(send(publish(0, Kind.ADD, 7))).isEqualTo(SEQUENCE);
    }

    @Test
    void the_contract_dates_what_is_published() {
        Digest journal = RegistryStorage.NOTHING;
        Instant added = chain.now();
        RegistryChange add = change(Kind.ADD, 1);
        send(publish(0, Kind.ADD, 1));
        journal = add.link(journal, added);
        assertThat(state().journal()).as("by its own clock").isEqualTo(journal);
        assertThat(add.at(add.from(added, state().delay()), state().delay())).isEqualTo(added);
        chain.pass(Duration.ofHours(1));
        send(publish(1, Kind.REVOKE, 1));
        journal = change(Kind.REVOKE, 1).link(journal, chain.now());
        assertThat(state().journal()).isEqualTo(journal);
        assertThat(state().size()).as("the checkpoint stays").isZero();
    }

    @Test
    void it_grows_by_nothing() {
        send(publish(0, Kind.ADD, 0));
        int bits = chain.data(registry).bits();
        for (int i = 1; i < 20; i++) {
            send(publish(i, Kind.ADD, i));
        }
        assertThat(chain.data(registry).bits()).isEqualTo(bits);
        assertThat(chain.data(registry).depth()).isEqualTo(1);
        assertThat(state().sequence()).isEqualTo(20);
    }

    @Test
    void only_the_owners_wallet_changes_the_key() {
        SigningKey next = EscrowFixture.key(6);
        Cell change = RegistryOrder.changeKey(next.publicKey());
        assertThat(chain.send(Chain.wallet(9), registry, ton("0.02"), change).exitCode())
                .isEqualTo(NOT_OWNER);
        send(checkpoint(0, 100));
        assertThat(chain.send(owner, registry, ton("0.02"), change).exitCode()).isZero();
        assertThat(send(checkpoint(1, 101))).isEqualTo(SIGNATURE);
        assertThat(chain.external(registry, checkpoint(1, 101).message(registry, next))
                        .exitCode())
                .isZero();
        assertThat(state().owner()).isEqualTo(owner);
    }

    @Test
    void the_state_that_is_read_is_the_state_that_was_opened() {
        assertThat(state()).isEqualTo(opening);
        assertThat(chain.send(owner, registry, ton("1"), Cell.EMPTY).exitCode()).isZero();
    }

    private static CellBuilder head(long opcode, Instant end) {
        return CellBuilder.begin().uint(opcode, 32).uint(0, 32).uint(end.getEpochSecond(), 32);
    }

    private static Cell with(Cell head, Cell... refs) {
        CellBuilder order = CellBuilder.begin().cell(head);
        for (Cell ref : refs) {
            order.ref(ref);
        }
        return order.end();
    }

    /** With the key's own signature, whatever it is. */
    private Cell signed(Cell order) {
        Cell statement = CellBuilder.begin().address(registry).cell(order).end();
        Cell body = CellBuilder.begin()
                .bytes(key.sign(statement.hash().raw()).toArray())
                .cell(order)
                .end();
        return Messages.external(registry, null, body);
    }

    private Checkpoint checkpoint(long sequence, long size) {
        return new Checkpoint(sequence, chain.now().plus(Duration.ofMinutes(10)), size, digest(size));
    }

    private Publish publish(long sequence, Kind kind, int item) {
        return new Publish(sequence, chain.now().plus(Duration.ofMinutes(10)), change(kind, item));
    }

    private static RegistryChange change(Kind kind, int item) {
        return new RegistryChange(kind, RegistryList.MODELS, digest(item));
    }

    private static Digest digest(long of) {
        return Digest.sha256(new byte[] {(byte) of});
    }

    private int send(RegistryOrder order) {
        return chain.external(registry, order.message(registry, key)).exitCode();
    }

    private RegistryStorage state() {
        return RegistryStorage.of(chain.data(registry));
    }
}
