package network.cocoon.workers.gpu.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import network.cocoon.client.chain.ChainException;
import network.cocoon.client.chain.ChainOptions;
import network.cocoon.client.chain.ChainServers;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.attestation.MasterBlock;

/** Whether the chain that this worker reads is the one where the network pays, and is of this hour. */
public final class ChainLook {

    /** As the worker itself has it: a block farther from the clock makes no key. */
    private static final Duration FARTHEST = Duration.ofMinutes(5);

    private static final String SERVERS =
            "Name other servers with --chain-servers: toncenter's API v2 of this network's chain.";

    private ChainLook() {}

    /** Which chain the operator pays on, by its global id; refused where there is none. */
    @FunctionalInterface
    public interface Paying {
        int ask() throws IOException;
    }

    /** @param chain nothing where no server was named */
    public static Finding chain(Optional<ChainOptions> chain, Paying operator, InstantSource clock) {
        if (chain.isEmpty()) {
            return Finding.good("none is read: keys name no block, and apps that read the chain take no such keys");
        }
        MasterBlock block;
        try (ChainServers servers = new ChainServers(chain.get().settings())) {
            block = servers.newest();
        } catch (ChainException e) {
            return Finding.bad(e.code().name(), String.valueOf(e.getMessage()), SERVERS);
        } catch (IOException e) {
            return Finding.bad("KEY_UNREADABLE", String.valueOf(e.getMessage()), "Look at --chain-api-key-file.");
        }
        Duration off = Duration.between(block.time(), clock.instant());
        if (off.abs().compareTo(FARTHEST) > 0) {
            return Finding.bad(
                    "CHAIN_BEHIND",
                    "its newest block is " + off.toSeconds() + " s from this machine's clock",
                    "Let a time service set the clock; if that is right, " + SERVERS);
        }
        try {
            int paid = operator.ask();
            return paid == block.networkId()
                    ? Finding.good(WalletLook.network(paid) + ", block " + block.seqno())
                    : Finding.bad(
                            "CHAIN_DIFFERS",
                            "the servers are of " + WalletLook.network(block.networkId()) + ", and this network is on "
                                    + WalletLook.network(paid),
                            SERVERS);
        } catch (OperatorProblem e) {
            return Finding.bad(
                    "NO_CHAIN",
                    "this network has no chain: " + e.code(),
                    "Leave --chain-servers out, or ask its operator.");
        } catch (IOException e) {
            return Looks.unreachable(e);
        }
    }
}
