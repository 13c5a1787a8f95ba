package network.cocoon.workers.operator.gateway;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.GetMethodAnswer;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.StackValue;
import network.cocoon.workers.operator.port.TonFailure;

/** A server written by hand, under the real gateway: for tests of other packages, which cannot see a {@link TonServer}. */
public interface FakeServer {

    AccountSnapshot account(TonAddress address);

    List<ChainTransaction> transactions(TonAddress account, Cursor newest, int limit);

    SendAnswer send(Cell message);

    /** The real gateway over them, whose waits take no time. */
    static NetworkGateway gateway(
            List<? extends FakeServer> servers, ConfirmationPolicy policy, RandomGenerator random) {
        Pacing pacing = new TestPacing(random);
        List<Endpoint> endpoints = servers.stream()
                .map(server ->
                        new Endpoint(new Adapter("fake" + servers.indexOf(server), server), Duration.ZERO, pacing))
                .toList();
        return new NetworkGateway(endpoints, policy, List.of());
    }

    /** As a server, for tests in this package. */
    default TonServer named(String name) {
        return new Adapter(name, this);
    }

    /** By the fake's own methods; it runs no code. */
    record Adapter(String name, FakeServer fake) implements TonServer {

        @Override
        public AccountSnapshot account(TonAddress address) {
            return fake.account(address);
        }

        @Override
        public List<ChainTransaction> transactions(TonAddress account, Cursor newest, int limit) {
            return fake.transactions(account, newest, limit);
        }

        @Override
        public GetMethodAnswer get(TonAddress address, String method, List<StackValue> arguments) {
            throw new TonFailure(TonFailure.Code.REQUEST_REFUSED, "a fake runs no code");
        }

        @Override
        public SendAnswer send(Cell message) {
            return fake.send(message);
        }
    }
}
