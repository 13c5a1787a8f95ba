package network.cocoon.commands.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything that can be set, under {@code cocoon.}; described once more in this module's README, which a test keeps in
 * step.
 *
 * @param mode    local network on one machine, or production; production refuses everything simulated
 * @param dataDir folder of generated keys and tokens
 */
@ConfigurationProperties("cocoon")
public record CocoonSettings(
        @DefaultValue("PRODUCTION") Mode mode,
        @DefaultValue("data") Path dataDir,
        @DefaultValue Operator operator,
        @DefaultValue Tls tls,
        @DefaultValue Http http,
        @DefaultValue Attestation attestation,
        @DefaultValue Workers workers,
        @DefaultValue Apps apps,
        @DefaultValue Ton ton,
        @DefaultValue Owners owners,
        @DefaultValue Requests requests,
        @DefaultValue Log log,
        @DefaultValue Node node) {

    public CocoonSettings {
        if (apps.unbackedCredit() && mode == Mode.PRODUCTION) {
            throw new IllegalArgumentException("cocoon.apps.unbacked-credit is for cocoon.mode=local");
        }
        if (owners.payoutDelay().compareTo(Owners.SHORTEST_DELAY) < 0 && mode == Mode.PRODUCTION) {
            throw new IllegalArgumentException(
                    "cocoon.owners.payout-delay is at least 24h: in that time an owner notices a change that is not its own");
        }
        if (ton.exit().delay().compareTo(ExitSettings.SHORTEST_DELAY) < 0 && mode == Mode.PRODUCTION) {
            throw new IllegalArgumentException(
                    "cocoon.ton.exit.delay is at least 3d: an operator that was away must be able to come back within it");
        }
        if (ton.registry().delay().compareTo(RegistrySettings.SHORTEST_DELAY) < 0 && mode == Mode.PRODUCTION) {
            throw new IllegalArgumentException("cocoon.ton.registry.delay is at least 24h: in that time the operator"
                    + " notices an addition that is not its own");
        }
    }

    /** Where this server runs. */
    public enum Mode {
        LOCAL,
        PRODUCTION
    }

    /** @param tokenFile owner-only file with the operator's bearer token; {@code operator.token} in the data folder by default */
    public record Operator(@Nullable Path tokenFile) {}

    /** Both or neither; without them only a loopback address may be bound. PEM files. */
    public record Tls(@Nullable Path certificate, @Nullable Path privateKey) {}

    /**
     * @param maxBody          largest body of a call that is not streamed
     * @param registrations    how many registrations an address may make an hour
     */
    public record Http(
            @DefaultValue("2MB") DataSize maxBody,
            @DefaultValue("60") int registrations) {}

    /**
     * @param simulatedRoot root certificate of a software TEE, DER or PEM; local mode only
     * @param releaseKeys   file that pins the release keys; with it the server installs no manifest they did not sign
     * @param maxEvidence   largest evidence accepted
     * @param challenge     how long a nonce may be used
     * @param collateral    where what Intel says of platforms comes from
     */
    public record Attestation(
            @Nullable Path simulatedRoot,
            @Nullable Path releaseKeys,
            @DefaultValue("1MB") DataSize maxEvidence,
            @DefaultValue("2m") Duration challenge,
            @DefaultValue CollateralSettings collateral) {}

    /**
     * @param lostAfter      silence of a worker's feed after which it is lost
     * @param watchEvery     how often silence is looked for, and what is new of keys that stand
     * @param enrolment      how long an enrolment token may be used
     */
    public record Workers(
            @DefaultValue("20s") Duration lostAfter,
            @DefaultValue("2s") Duration watchEvery,
            @DefaultValue("24h") Duration enrolment) {}

    /**
     * @param lanes          reservation lanes of a new account
     * @param unbackedCredit whether the owner's signature alone authorises credit; local mode only
     */
    public record Apps(
            @DefaultValue("4") int lanes,
            @DefaultValue("false") boolean unbackedCredit) {}

    /**
     * The chain where apps pay in and providers are paid. Without a network id there is none.
     *
     * @param networkId      the chain's global id, -239 for mainnet
     * @param wallet         raw address of the network's wallet, which redeems vouchers and pays providers
     * @param challengeDelay what the close of an escrow leaves the network to redeem
     * @param redeemFrom     what an app owes when a voucher is redeemed, unless its time is short
     * @param payoutThreshold what a provider is owed when it is paid
     * @param chain          how it is reached
     * @param registry       where measurements, models, prices and checkpoints are published
     * @param exit           where a reserve goes out of which providers can be paid should the operator stop
     */
    public record Ton(
            @Nullable Integer networkId,
            @Nullable String wallet,
            @DefaultValue("24h") Duration challengeDelay,
            @DefaultValue("1000000000") long redeemFrom,
            @DefaultValue("1000000000") long payoutThreshold,
            @DefaultValue ChainSettings chain,
            @DefaultValue RegistrySettings registry,
            @DefaultValue ExitSettings exit) {

        private static final Duration LONGEST_DELAY = Duration.ofDays(30);
        private static final int MAINNET = -239;

        public Ton {
            if ((networkId == null) != (wallet == null)) {
                throw new IllegalArgumentException("cocoon.ton.network-id and cocoon.ton.wallet go together");
            }
            if (wallet != null && !TonAddress.parse(wallet).raw().equals(wallet)) {
                throw new IllegalArgumentException("cocoon.ton.wallet is a raw address: 0: and 64 hexadecimal digits");
            }
            if (challengeDelay.compareTo(Duration.ofSeconds(1)) < 0 || challengeDelay.compareTo(LONGEST_DELAY) > 0) {
                throw new IllegalArgumentException("cocoon.ton.challenge-delay is from 1s to 30d");
            }
            if (redeemFrom < 1 || payoutThreshold < 1) {
                throw new IllegalArgumentException(
                        "cocoon.ton.redeem-from and cocoon.ton.payout-threshold are at least 1 nanoton");
            }
            if (networkId == null && !chain.servers().isEmpty()) {
                throw new IllegalArgumentException("cocoon.ton.chain.servers needs cocoon.ton.network-id");
            }
            if (networkId == null && registry.owner() != null) {
                throw new IllegalArgumentException("cocoon.ton.registry.owner needs cocoon.ton.network-id");
            }
            if (networkId == null && exit.owner() != null) {
                throw new IllegalArgumentException("cocoon.ton.exit.owner needs cocoon.ton.network-id");
            }
            // A batch's message must end before the exit could open.
            if (exit.owner() != null
                    && exit.delay()
                                    .compareTo(chain.walletTimeout()
                                            .plus(exit.rootEvery())
                                            .multipliedBy(2))
                            < 0) {
                throw new IllegalArgumentException("cocoon.ton.exit.delay is at least twice"
                        + " cocoon.ton.chain.wallet-timeout and cocoon.ton.exit.root-every together");
            }
            // One server that hides the wallet's history for longer than a message lives could have a payout repeated.
            if (networkId != null && networkId == MAINNET && !chain.servers().isEmpty() && chain.agree() < 2) {
                throw new IllegalArgumentException("with real money cocoon.ton.chain.agree is at least 2:"
                        + " name servers that do not belong together");
            }
        }
    }

    /**
     * @param site        base address where GPU owners see their page; wallets show its host, and sign it. By default
     *     {@code cocoon.node.address}, or else localhost
     * @param payoutDelay how long a change of payout address waits
     */
    public record Owners(
            @Nullable URI site, @DefaultValue("48h") Duration payoutDelay) {

        /** In production. */
        static final Duration SHORTEST_DELAY = Duration.ofDays(1);

        private static final Duration LONGEST_DELAY = Duration.ofDays(30);

        public Owners {
            if (site != null && !NodeAddress.isOne(site)) {
                throw new IllegalArgumentException("cocoon.owners.site looks like https://owners.example");
            }
            if (payoutDelay.compareTo(Duration.ofSeconds(1)) < 0 || payoutDelay.compareTo(LONGEST_DELAY) > 0) {
                throw new IllegalArgumentException("cocoon.owners.payout-delay is from 1s to 30d");
            }
        }
    }

    /**
     * @param claimLease      an assigned worker must send its first frame within this
     * @param betweenFrames   longest silence between two frames
     * @param keepCiphertext  how long sealed bytes are kept after the request's deadline
     * @param watchEvery      how often deadlines and leases are looked at
     * @param queue           how many requests of one model may wait for a slot
     */
    public record Requests(
            @DefaultValue("10s") Duration claimLease,
            @DefaultValue("30s") Duration betweenFrames,
            @DefaultValue("10m") Duration keepCiphertext,
            @DefaultValue("1s") Duration watchEvery,
            @DefaultValue("1000") int queue) {

        private static final int LONGEST_QUEUE = 100_000;

        public Requests {
            if (queue < 1 || queue > LONGEST_QUEUE) {
                throw new IllegalArgumentException("cocoon.requests.queue is from 1 to " + LONGEST_QUEUE);
            }
        }
    }

    /**
     * The log's checkpoints.
     *
     * @param checkpointEvery  how long an event waits at most until one is sealed over it
     * @param checkpointEvents so many that wait are sealed at once
     */
    public record Log(
            @DefaultValue("10m") Duration checkpointEvery,
            @DefaultValue("10000") int checkpointEvents) {

        private static final Duration LONGEST = Duration.ofDays(1);
        private static final int MOST_EVENTS = 500_000;

        public Log {
            if (checkpointEvery.compareTo(Duration.ofSeconds(1)) < 0 || checkpointEvery.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("cocoon.log.checkpoint-every is from 1s to 1d");
            }
            if (checkpointEvents < 1 || checkpointEvents > MOST_EVENTS) {
                throw new IllegalArgumentException("cocoon.log.checkpoint-events is from 1 to " + MOST_EVENTS);
            }
        }
    }

    /**
     * @param roles   what this node does
     * @param address base address at which clients, workers and other nodes' callers reach this very node; by default where
     *     it listens
     * @param drain   how long a stopping node goes on with the answers that pass through it
     */
    public record Node(
            @DefaultValue({"api", "console", "operator-workers"})
            Set<NodeRole> roles,

            @Nullable URI address,
            @DefaultValue("30s") Duration drain) {

        private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

        public Node {
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("cocoon.node.roles names none: a node without a role does nothing");
            }
            if (address != null && !NodeAddress.isOne(address)) {
                throw new IllegalArgumentException("cocoon.node.address looks like https://node-1.example");
            }
            if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
                throw new IllegalArgumentException("cocoon.node.drain is at most 10m");
            }
            roles = Set.copyOf(roles);
        }

        public boolean does(NodeRole role) {
            return roles.contains(role);
        }
    }

    /** The file of the operator's token, by setting or by default. */
    public Path operatorTokenFile() {
        Path file = operator.tokenFile();
        return file == null ? dataDir.resolve("operator.token") : file;
    }
}
