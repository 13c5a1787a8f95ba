package network.cocoon.workers.operator.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.workers.operator.contract.RegistryOrder;
import network.cocoon.workers.operator.contract.RegistryOrder.Checkpoint;
import network.cocoon.workers.operator.contract.RegistryOrder.Publish;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.registry.NetworkRegistry;
import network.cocoon.workers.operator.settlement.SimChain.Contract;
import network.cocoon.workers.operator.settlement.SimChain.Result;

/** {@code registry.tolk} by hand: orders from outside. It is there from the first coins on. */
final class SimRegistry implements Contract {

    private static final long FEE = 1_800_000;

    private final NetworkRegistry registry;
    private boolean deployed;
    private RegistryStorage data;

    SimRegistry(NetworkRegistry registry) {
        this(registry, false, registry.opening());
    }

    private SimRegistry(NetworkRegistry registry, boolean deployed, RegistryStorage data) {
        this.registry = registry;
        this.deployed = deployed;
        this.data = data;
    }

    @Override
    public Contract copy() {
        return new SimRegistry(registry, deployed, data);
    }

    RegistryStorage storage() {
        return data;
    }

    @Override
    public boolean accepts(Cell message, Cell body, long balance, Instant now) {
        return deployed
                && balance > 2 * FEE
                && RegistryOrder.read(body)
                        .filter(order -> SimMessages.body(order.message(registry.address(), registry.key()))
                                .equals(body))
                        .filter(order -> order.sequence() == data.sequence() && now.isBefore(order.validUntil()))
                        .filter(order -> !(order instanceof Checkpoint c) || c.size() > data.size())
                        .isPresent();
    }

    @Override
    public Result run(ChainMessage in, long balance, Instant now) {
        boolean fresh = !deployed;
        deployed = true;
        if (in instanceof ChainMessage.External external) {
            data = switch (RegistryOrder.read(external.body()).orElseThrow()) {
                case Checkpoint c -> after(c.size(), c.root(), data.journal());
                case Publish p -> after(data.size(), data.root(), p.change().link(data.journal(), now));
            };
        }
        return new Result(false, fresh, Math.min(FEE, balance), List.of(), 0);
    }

    private RegistryStorage after(long size, Digest root, Digest journal) {
        return new RegistryStorage(
                data.sequence() + 1, size, root, data.key(), data.delay(), data.networkId(), journal, data.owner());
    }

    @Override
    public Optional<Cell> data() {
        return deployed ? Optional.of(data.toCell()) : Optional.empty();
    }
}
