package network.cocoon.workers.devchain.chain;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.Message;

/** Internal messages that are sent and not yet delivered, in the order of their sending. */
final class MessageQueue {

    private record Route(TonAddress from, TonAddress to) {}

    private final Map<Digest, Message.Internal> waiting = new LinkedHashMap<>();

    void add(Message.Internal message) {
        waiting.put(message.cell().hash(), message);
    }

    void remove(Digest hash) {
        waiting.remove(hash);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** What the messages carry: their value, and the fee that is paid to who delivers them. */
    BigInteger nanoton() {
        return waiting.values().stream()
                .map(message -> message.value().add(message.forwardFee()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What one block delivers. */
    List<Message.Internal> next(int most) {
        return waiting.values().stream().limit(most).toList();
    }

    /** The same, in an order drawn by this random source; from one sender to one receiver the order stays. */
    List<Message.Internal> shuffled(int most, SplittableRandom random) {
        Map<Route, Deque<Message.Internal>> routes = new LinkedHashMap<>();
        for (Message.Internal message : waiting.values()) {
            routes.computeIfAbsent(new Route(message.source(), message.destination()), _ -> new ArrayDeque<>())
                    .add(message);
        }
        List<Deque<Message.Internal>> open = new ArrayList<>(routes.values());
        List<Message.Internal> order = new ArrayList<>();
        while (!open.isEmpty() && order.size() < most) {
            int drawn = random.nextInt(open.size());
            Deque<Message.Internal> route = open.get(drawn);
            order.add(route.removeFirst());
            if (route.isEmpty()) {
                open.set(drawn, open.getLast());
                open.removeLast();
            }
        }
        return order;
    }
}
