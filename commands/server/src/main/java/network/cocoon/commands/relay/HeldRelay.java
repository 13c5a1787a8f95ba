package network.cocoon.commands.relay;

import java.util.Optional;
import network.cocoon.commands.completion.Answers;
import network.cocoon.commands.inflight.HeadRow;
import network.cocoon.commands.inflight.RequestRow;

/** One relay that stands still while its request is ended. */
final class HeldRelay implements Answers.Held {

    private final Relay relay;
    private final RequestRow row;
    private boolean attemptOver;
    private boolean over;

    HeldRelay(Relay relay, RequestRow row) {
        this.relay = relay;
        this.row = row;
        relay.hold();
    }

    @Override
    public boolean begun() {
        return relay.hasFrames();
    }

    @Override
    public Optional<HeadRow> highest() {
        RelayWindow window = relay.window();
        return window == null
                ? Optional.empty()
                : window.highest()
                        .map(word -> new HeadRow(
                                row.request(),
                                window.attempt().number(),
                                window.acknowledged(),
                                word.head(),
                                word.headSignature(),
                                word.signature()));
    }

    @Override
    public int unacknowledged() {
        return relay.unacknowledged();
    }

    @Override
    public void attemptOver() {
        attemptOver = true;
    }

    @Override
    public void over() {
        over = true;
    }

    @Override
    public void close() {
        if (over) {
            relay.settle(Relay.End.CUT);
        } else if (attemptOver) {
            relay.attemptOver(row.attempt());
        }
        relay.release();
    }
}
