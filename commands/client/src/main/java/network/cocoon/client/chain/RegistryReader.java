package network.cocoon.client.chain;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import network.cocoon.client.account.DataFolder;
import network.cocoon.client.chain.ChainException.Code;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.api.JournalApi;
import network.cocoon.wire.api.JournalApi.Journal;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the registry: its state from the chain, its journal from the operator, who is believed only as far as the hash on
 * chain covers. The furthest state ever seen is kept in the data folder, so that nobody can bring back what was revoked.
 * Not for two threads.
 */
final class RegistryReader {

    private static final String SEEN = "registry-seen";

    private record Seen(String registry, long sequence, long size) {

        static Seen parse(String line) throws IOException {
            String[] parts = line.split(" ", -1);
            try {
                if (parts.length == 3) {
                    return new Seen(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
                }
            } catch (NumberFormatException e) {
                throw new IOException(SEEN + " is damaged", e);
            }
            throw new IOException(SEEN + " is damaged");
        }

        String line() {
            return registry + " " + sequence + " " + size;
        }
    }

    private record Covered(Digest journal, RegistryLists lists) {}

    private final ChainServers chain;
    private final TonAddress registry;
    private final RegistryWatch.Journals journals;
    private final DataFolder folder;
    private final Duration oldestBlock;
    private final InstantSource clock;
    private @Nullable Covered covered;
    private Seen seen;

    /** @param oldestBlock the chain's newest block may be so old by this machine's clock */
    RegistryReader(
            ChainServers chain,
            TonAddress registry,
            RegistryWatch.Journals journals,
            DataFolder folder,
            Duration oldestBlock,
            InstantSource clock)
            throws IOException {
        this.chain = chain;
        this.registry = registry;
        this.journals = journals;
        this.folder = folder;
        this.oldestBlock = oldestBlock;
        this.clock = clock;
        Seen nothing = new Seen(registry.raw(), 0, 0);
        String stored = folder.read(SEEN).orElse("");
        Seen before = stored.isEmpty() ? nothing : Seen.parse(stored);
        this.seen = before.registry().equals(registry.raw()) ? before : nothing;
    }

    /** Throws {@link ChainException}, and {@link IOException} where the data folder cannot be written. */
    Standing.Known read() throws IOException {
        MasterBlock head = chain.newest();
        if (head.time().plus(oldestBlock).isBefore(clock.instant())) {
            throw new ChainException(
                    Code.CHAIN_BEHIND,
                    "the chain's newest block is of " + head.time()
                            + "; name other servers, or set this machine's clock");
        }
        RegistryStorage state = chain.registry(registry);
        if (state.networkId() != head.networkId()) {
            throw new ChainException(
                    Code.REGISTRY_ABSENT,
                    "the registry is of network " + state.networkId() + ", the servers' chain is " + head.networkId()
                            + "; name servers of the registry's network");
        }
        forwards(state);
        RegistryLists lists = lists(state);
        keep(state);
        return new Standing.Known(lists, head.time());
    }

    private void forwards(RegistryStorage state) throws ChainException {
        if (state.sequence() < seen.sequence() || state.size() < seen.size()) {
            throw new ChainException(
                    Code.REGISTRY_WENT_BACK,
                    "the registry was at order " + seen.sequence() + " and log size " + seen.size() + ", and is at "
                            + state.sequence() + " and " + state.size()
                            + "; name servers that are up to date, or find out who took it back");
        }
    }

    private void keep(RegistryStorage state) throws IOException {
        Seen now = new Seen(registry.raw(), state.sequence(), state.size());
        if (!now.equals(seen)) {
            folder.write(SEEN, now.line());
            seen = now;
        }
    }

    private RegistryLists lists(RegistryStorage state) throws ChainException {
        Covered known = covered;
        if (known != null && known.journal().equals(state.journal())) {
            return known.lists();
        }
        Journal journal = journal();
        if (!ours(journal, state)) {
            throw mismatch();
        }
        RegistryLists lists = RegistryLists.covered(state.journal(), state.delay(), journal.entries())
                .orElseThrow(RegistryReader::mismatch);
        covered = new Covered(state.journal(), lists);
        return lists;
    }

    private Journal journal() throws ChainException {
        try {
            return journals.journal();
        } catch (IOException | OperatorProblem e) {
            throw new ChainException(
                    Code.JOURNAL_UNREACHABLE, "the operator serves no journal of the registry: " + e.getMessage(), e);
        }
    }

    private boolean ours(Journal journal, RegistryStorage state) {
        try {
            return TonAddress.parse(journal.registry()).equals(registry)
                    && journal.networkId() == state.networkId()
                    && journal.entries().size() <= JournalApi.MOST;
        } catch (TonFormatException e) {
            return false;
        }
    }

    private static ChainException mismatch() {
        return new ChainException(
                Code.JOURNAL_MISMATCH,
                "the operator's journal is not the one whose hash is on chain: ask the operator, who lags behind or lies");
    }
}
