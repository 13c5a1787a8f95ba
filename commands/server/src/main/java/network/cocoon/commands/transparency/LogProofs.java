package network.cocoon.commands.transparency;

import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.commands.network.LogKey;
import network.cocoon.commands.network.NetworkIdentity;
import network.cocoon.domain.transparency.ConsistencyProof;
import network.cocoon.domain.transparency.InclusionProof;
import network.cocoon.domain.transparency.TransparencyState;
import network.cocoon.wire.api.LogApi.AnchoredCheckpoint;
import network.cocoon.wire.api.LogApi.Consistency;
import network.cocoon.wire.api.LogApi.Inclusion;
import network.cocoon.wire.api.LogApi.LogStatus;
import network.cocoon.wire.api.LogApi.SealedCheckpoint;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What anybody may know of the log. A proof reads some ten tiles, however long the log is. */
@Component
class LogProofs {

    private final StateReader states;
    private final TreeTable edges;
    private final TileTable tiles;
    private final LogKey logKey;
    private final NetworkIdentity identity;

    LogProofs(StateReader states, TreeTable edges, TileTable tiles, LogKey logKey, NetworkIdentity identity) {
        this.states = states;
        this.edges = edges;
        this.tiles = tiles;
        this.logKey = logKey;
        this.identity = identity;
    }

    LogStatus status() {
        TransparencyState state = states.transparency();
        return new LogStatus(
                identity.networkId(),
                edges.read().frontier().size(),
                state.newest().map(this::signed).orElse(null),
                anchored(state.anchored()));
    }

    private SealedCheckpoint signed(TransparencyState.Sealed sealed) {
        return new SealedCheckpoint(
                sealed.checkpoint().size(),
                sealed.checkpoint().root(),
                sealed.at(),
                logKey.publicKey(),
                logKey.signCheckpoint(identity.networkId(), sealed.checkpoint()));
    }

    private static @Nullable AnchoredCheckpoint anchored(TransparencyState.@Nullable Anchored it) {
        return it == null
                ? null
                : new AnchoredCheckpoint(
                        it.checkpoint().size(),
                        it.checkpoint().root(),
                        it.registry(),
                        it.transaction(),
                        it.lt(),
                        it.when());
    }

    Inclusion inclusion(long index, long size) {
        requireRange(index, size);
        StoredTree tree = new StoredTree(tiles);
        InclusionProof proof = InclusionProof.of(index - 1, size, tree);
        return new Inclusion(index, size, tree.root(0, index - 1), tree.rootOf(size), proof.path());
    }

    Consistency consistency(long from, long to) {
        requireRange(from, to);
        StoredTree tree = new StoredTree(tiles);
        ConsistencyProof proof = ConsistencyProof.of(from, to, tree);
        return new Consistency(from, to, tree.rootOf(from), tree.rootOf(to), proof.path());
    }

    private void requireRange(long first, long size) {
        if (first < 1 || first > size) {
            throw HttpRefusal.MALFORMED.because("numbers go from 1 to the size");
        }
        long events = edges.read().frontier().size();
        if (size > events) {
            throw HttpRefusal.NOT_FOUND.because("the tree has " + events + " events");
        }
    }
}
