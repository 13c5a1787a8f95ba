package network.cocoon.workers.operator.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Listing;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryList;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.Messages;
import network.cocoon.workers.operator.contract.RegistryOrder;
import network.cocoon.workers.operator.gateway.ConfirmationPolicy;
import network.cocoon.workers.operator.gateway.NetworkGateway;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.LogCheckpoint;
import network.cocoon.workers.operator.port.RegistryAnchored;
import network.cocoon.workers.operator.port.RegistryPlace;
import network.cocoon.workers.operator.port.RegistryPublished;
import network.cocoon.workers.operator.port.RegistryReports;
import network.cocoon.workers.operator.port.RegistrySeen;
import network.cocoon.workers.operator.registry.NetworkRegistry;
import network.cocoon.workers.operator.registry.RegistryPolicy;
import network.cocoon.workers.operator.registry.RegistrySender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The registry's sender over HTTP against the real TVM. */
class DevchainRegistryTest {

    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
    private static final Duration DELAY = Duration.ofHours(24);

    private final LocalChain chain = new LocalChain(Optional.empty());
    private final NetworkGateway gateway = chain.gateway(ConfirmationPolicy.AT_ONCE);
    private final SigningKey ownerKey = Simulation.key(8);
    private final HighloadWallet owner =
            new HighloadWallet(ownerKey.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));
    private final NetworkRegistry registry = registry(Simulation.key(7));
    private final TonAddress address = registry.address();
    private final SimRegistryBooks books = new SimRegistryBooks();
    private int query;

    DevchainRegistryTest() throws IOException {
        chain.give(owner.address(), 100 * LocalChain.TON);
        books.decide(new RegistryCommand.ListModel(new ModelId("m"), "M", digest(1), 10, AT));
        books.decide(new RegistryCommand.AllowMeasurement(digest(2), "", AT));
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        chain.close();
    }

    @Test
    void one_that_is_not_there_is_missed_and_gets_everything_once_it_is() {
        round();
        assertThat(books.alarms()).containsExactly(Alarm.REGISTRY_MISSING);
        pay(LocalChain.TON, true);
        rounds(3);
        assertThat(books.publications().waitingFor(address.raw())).isEmpty();
        assertThat(books.publications().journalOf(address.raw())).isEqualTo(data().journal());
        books.decide(new RegistryCommand.SetPrice(new ModelId("m"), Nanoton.of(20), Multipliers.EVEN, 5, AT));
        books.decide(new RegistryCommand.RevokeMeasurement(digest(2), "", AT));
        books.seal(new LogCheckpoint(17, digest(17)));
        rounds(4);
        assertThat(books.publications().entriesOf(address.raw()).stream()
                        .map(entry -> entry.change().kind()))
                .as("the revocation overtook the price")
                .containsExactly(Listing.Kind.ADD, Listing.Kind.ADD, Listing.Kind.REVOKE, Listing.Kind.ADD);
        assertThat(books.publications().journalOf(address.raw())).isEqualTo(data().journal());
        assertThat(data().size()).isEqualTo(17);
        assertThat(data().root()).isEqualTo(digest(17));
        assertThat(data().sequence()).isEqualTo(5);
        assertThat(books.anchored()).hasSize(1);
        books.seal(new LogCheckpoint(18, digest(18)));
        rounds(2);
        assertThat(data().size()).as("not so soon again").isEqualTo(17);
        chain.chain().advance(3600);
        chain.give(owner.address(), 1);
        rounds(2);
        assertThat(data().size()).isEqualTo(18);
        assertThat(books.alarms()).containsExactly(Alarm.REGISTRY_MISSING);
    }

    @Test
    void a_crash_between_sending_and_reporting_loses_and_doubles_nothing() {
        pay(LocalChain.TON, true);
        round();
        assertThat(data().sequence()).as("sent, and not reported").isEqualTo(1);
        assertThat(books.publications().entriesOf(address.raw())).isEmpty();
        RegistrySender crashing = sender(new Dying());
        assertThatThrownBy(crashing::round).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(crashing::round).isInstanceOf(IllegalStateException.class);
        RegistrySender other = sender(books);
        rounds(2);
        other.round();
        books.losePlace();
        other.round();
        rounds(1);
        assertThat(data().sequence()).isEqualTo(2);
        assertThat(books.publications().entriesOf(address.raw())).hasSize(2);
        assertThat(books.publications().journalOf(address.raw())).isEqualTo(data().journal());
        assertThat(books.alarms()).isEmpty();
    }

    @Test
    void another_key_too_little_money_and_foreign_entries_are_alarms() {
        pay(LocalChain.TON / 25, true);
        rounds(3);
        assertThat(books.alarms()).containsExactly(Alarm.REGISTRY_UNDERFUNDED);
        assertThat(data().sequence()).isEqualTo(2);
        var stolen = new RegistryChange(RegistryChange.Kind.ADD, RegistryList.MEASUREMENTS, digest(66));
        gateway.send(
                new RegistryOrder.Publish(2, chain.now().plusSeconds(600), stolen).message(address, registry.key()));
        rounds(2);
        assertThat(books.alarms()).contains(Alarm.REGISTRY_ENTRY_FOREIGN);
        Cell change = RegistryOrder.changeKey(Simulation.key(9).publicKey());
        send(Messages.internal(address, Nanoton.of(LocalChain.TON), true, null, change));
        books.decide(new RegistryCommand.AllowMeasurement(digest(3), "", AT));
        rounds(2);
        assertThat(books.alarms()).contains(Alarm.REGISTRY_DIFFERS);
        assertThat(data().sequence()).isEqualTo(3);
    }

    private NetworkRegistry registry(SigningKey key) {
        return new NetworkRegistry(RegistryStorage.opening(key.publicKey(), DELAY, -3, owner.address()), key);
    }

    private RegistrySender sender(RegistryReports reports) {
        return new RegistrySender(
                gateway,
                books,
                reports,
                registry,
                RegistryPolicy.anchoring(Duration.ofMinutes(30)),
                OrderCheck.by(LocalChain.REHEARSAL));
    }

    private void round() {
        sender(books).round();
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            round();
        }
    }

    private RegistryStorage data() {
        return RegistryStorage.of(gateway.account(address).data().orElseThrow());
    }

    private void pay(long nanoton, boolean deploy) {
        send(Messages.internal(address, Nanoton.of(nanoton), false, deploy ? registry.initial() : null, Cell.EMPTY));
    }

    private void send(Cell message) {
        gateway.send(
                owner.sendAll(ownerKey, new QueryId(0, query++), chain.now().minusSeconds(1), List.of(message), true));
    }

    private static Digest digest(int of) {
        return Digest.sha256(new byte[] {(byte) of});
    }

    /** Ends whenever an entry is to be reported: once before it is stored, then after. */
    private final class Dying implements RegistryReports {

        private boolean again;

        @Override
        public void published(RegistryPublished fact, RegistryPlace after) {
            if (again) {
                books.published(fact, after);
            }
            again = true;
            throw new IllegalStateException("crash");
        }

        @Override
        public void anchored(RegistryAnchored fact, RegistryPlace after) {
            books.anchored(fact, after);
        }

        @Override
        public void followed(TonAddress at, RegistryPlace place) {
            books.followed(at, place);
        }

        @Override
        public void seen(RegistrySeen sight) {}

        @Override
        public void alarm(Alarm code, String subject) {
            books.alarm(code, subject);
        }
    }
}
