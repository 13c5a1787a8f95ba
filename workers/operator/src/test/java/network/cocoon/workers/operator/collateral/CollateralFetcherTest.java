package network.cocoon.workers.operator.collateral;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.tdx.PckAuthority;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.workers.operator.collateral.PcsServer.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CollateralFetcherTest {

    private static final String OLD = "automata_90C06F_2025-06";
    private static final String NEW = "phala_90C06F_2026-02";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration HASTE = Duration.ofMillis(700);
    private static final PlatformKind KIND =
            new PlatformKind(Bytes.of(HexFormat.of().parseHex("90c06f000000")), PckAuthority.PLATFORM);

    /**
     * One way for a source to lie, break or stall, and what is made of it.
     *
     * @param code null where any will do
     */
    record Spoilt(
            String name,
            String at,
            UnaryOperator<Reply> how,
            @Nullable String code) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Spoilt> faults() {
        return Stream.of(
                new Spoilt("down", "tcb?", reply -> reply.status(500), "STATUS"),
                new Spoilt("busy", "qe/identity", reply -> reply.status(429), "BUSY"),
                new Spoilt("unknown", "tcb?", reply -> reply.status(404), "PLATFORM_UNKNOWN"),
                new Spoilt("wants a key", "tcb?", reply -> reply.status(401), "KEY_REFUSED"),
                new Spoilt("leads elsewhere", "pckcrl", reply -> reply.status(302), "STATUS"),
                new Spoilt("drips", "tcb?", reply -> reply.dripping(20), "TIMED_OUT"),
                new Spoilt("cut short", "tcb?", reply -> reply.announced(reply.body().length + 10), "UNREACHABLE"),
                new Spoilt(
                        "endless", "rootcacrl", reply -> reply.body(new byte[BoundedHttp.MAX_BODY + 1]), "TOO_LARGE"),
                new Spoilt(
                        "truncated", "tcb?", reply -> reply.body(Arrays.copyOf(reply.body(), 900)), "ANSWER_MALFORMED"),
                new Spoilt("empty", "qe/identity", reply -> reply.body(new byte[0]), "ANSWER_MALFORMED"),
                new Spoilt(
                        "other member", "tcb?", reply -> edit(reply, "\"tcbInfo\"", "\"tcbinfo\""), "ANSWER_MALFORMED"),
                new Spoilt(
                        "signature is no hex",
                        "tcb?",
                        reply -> edit(reply, "\"signature\":\"", "\"signature\":\"zz", 2),
                        "ANSWER_MALFORMED"),
                new Spoilt("chain missing", "tcb?", reply -> reply.header("X-Other"), "CHAIN_MISSING"),
                new Spoilt(
                        "chain cut in a character",
                        "pckcrl",
                        reply -> reply.chain(reply.chain() + "%0"),
                        "CHAIN_MALFORMED"),
                new Spoilt(
                        "chain not encoded",
                        "pckcrl",
                        reply -> reply.chain("-----BEGIN CERTIFICATE-----"),
                        "CHAIN_MALFORMED"),
                new Spoilt("chain endless", "tcb?", reply -> reply.chain("A".repeat(17_000)), "CHAIN_MALFORMED"),
                new Spoilt("chain of nobody", "qe/identity", reply -> reply.chain("nothing"), "MALFORMED_CERTIFICATE"),
                new Spoilt(
                        "document changed",
                        "tcb?",
                        reply -> edit(reply, "UpToDate", "UpTodate"),
                        "INVALID_TCB_INFO_SIGNATURE"),
                new Spoilt(
                        "identity changed",
                        "qe/identity",
                        reply -> edit(reply, "\"isvprodid\":2", "\"isvprodid\":3"),
                        "INVALID_QE_IDENTITY_SIGNATURE"),
                new Spoilt("list changed", "pckcrl", reply -> reply.body(flipped(reply.body(), 60)), null),
                new Spoilt("list empty", "rootcacrl", reply -> reply.body(new byte[0]), "ANSWER_MALFORMED"),
                new Spoilt(
                        "list no hex",
                        "rootcacrl",
                        reply -> reply.body("30zz".getBytes(StandardCharsets.US_ASCII)),
                        "ANSWER_MALFORMED"));
    }

    private static Reply edit(Reply reply, String from, String to) {
        return edit(reply, from, to, 0);
    }

    /** @param drop so many characters behind what was put in, to keep the length */
    private static Reply edit(Reply reply, String from, String to, int drop) {
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        int at = text.indexOf(from);
        assertThat(at).isPositive();
        return reply.body((text.substring(0, at) + to + text.substring(at + from.length() + drop))
                .getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] flipped(byte[] body, int at) {
        byte[] other = body.clone();
        other[at] ^= 1;
        return other;
    }

    private final Random random = new Random(7);
    private final JsonObject newest = RealAnswers.read(NEW);
    private Instant now = Instant.parse("2026-02-20T10:58:00Z");
    private final MemoryShelf shelf = new MemoryShelf(KIND, () -> now);
    private PcsServer server;
    private PcsClient client;
    private CollateralFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new PcsServer(newest);
        client = new PcsClient(PcsSettings.of(server.address(), Optional.of("secret"), PATIENCE));
        fetcher = new CollateralFetcher(client, shelf, RefreshPolicy.every(Duration.ofHours(12)), () -> now, random);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void intels_answers_are_kept_byte_for_byte_and_asked_for_again_before_they_expire() {
        fetcher.round();
        assertThat(shelf.code()).isEmpty();
        assertThat(shelf.kept()).hasSize(1);
        assertThat(shelf.kept().getFirst().tcbInfo().toArray())
                .isEqualTo(RealAnswers.text(newest, "tcb_info").getBytes(StandardCharsets.UTF_8));
        assertThat(server.asked())
                .containsExactly(
                        "/tdx/certification/v4/tcb?fmspc=90c06f000000 key",
                        "/tdx/certification/v4/qe/identity key",
                        "/sgx/certification/v4/pckcrl?ca=platform&encoding=der key",
                        "/sgx/certification/v4/rootcacrl key");
        assertThat(shelf.nextAt()).isBetween(now.plus(Duration.ofHours(9)), now.plus(Duration.ofHours(12)));
        fetcher.round();
        assertThat(server.asked()).hasSize(4);
        now = shelf.nextAt();
        fetcher.round();
        assertThat(server.asked()).hasSize(8);
    }

    @Test
    void a_cache_writes_lists_in_hexadecimal() {
        server.likeACache();
        fetcher.round();
        assertThat(shelf.code()).isEmpty();
        assertThat(shelf.kept()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_source_that_fails_or_lies_has_a_code_and_what_was_kept_stays(Spoilt spoilt) {
        fetcher.round();
        now = shelf.nextAt();
        server.spoils(spoilt.at(), spoilt.how());
        fails(spoilt);
        assertThat(shelf.code()).isPresent();
        if (spoilt.code() != null) {
            assertThat(shelf.code()).hasValue(spoilt.code());
        }
        assertThat(shelf.kept()).hasSize(1);
        assertThat(shelf.failures()).isEqualTo(1);
        assertThat(shelf.nextAt()).isBetween(now.plusSeconds(15), now.plusSeconds(30));
        server.mends();
        now = shelf.nextAt();
        fetcher.round();
        assertThat(shelf.code()).isEmpty();
    }

    /** Waiting for what never comes is all that needs an end soon. */
    private void fails(Spoilt spoilt) {
        if (!"TIMED_OUT".equals(spoilt.code())) {
            fetcher.round();
            return;
        }
        try (PcsClient hasty = new PcsClient(PcsSettings.of(server.address(), Optional.of("secret"), HASTE))) {
            new CollateralFetcher(hasty, shelf, RefreshPolicy.every(Duration.ofHours(12)), () -> now, random).round();
        }
    }

    @Test
    void a_source_that_is_gone_is_asked_less_and_less() {
        server.close();
        Duration last = Duration.ZERO;
        for (int i = 0; i < 12; i++) {
            fetcher.round();
            assertThat(shelf.code()).hasValue("UNREACHABLE");
            last = Duration.between(now, shelf.nextAt());
            now = shelf.nextAt();
        }
        assertThat(last).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
    }

    @Test
    void old_answers_are_refused_though_intel_signed_them() {
        fetcher.round();
        assertThat(shelf.code()).isEmpty();
        // The clock of a rolled-back machine: to it last summer's collateral is current.
        now = Instant.parse("2025-06-21T10:00:00Z");
        shelf.tried(KIND, now);
        server.serves(RealAnswers.read(OLD));
        fetcher.round();
        assertThat(shelf.code()).hasValue("COLLATERAL_WENT_BACK");
        assertThat(shelf.kept()).hasSize(1);
    }

    @Test
    void another_platforms_answers_and_expired_ones_are_refused() {
        server.serves(RealAnswers.read("flashbots_00806F05_2026-01"));
        fetcher.round();
        assertThat(shelf.code()).hasValue("COLLATERAL_OF_OTHERS");
        now = Instant.parse("2026-05-01T00:00:00Z");
        server.serves(newest);
        fetcher.round();
        assertThat(shelf.code()).hasValue("COLLATERAL_NOT_CURRENT");
        assertThat(shelf.kept()).isEmpty();
    }

    @Test
    void the_pause_shrinks_as_the_end_comes_near() {
        RefreshPolicy policy = RefreshPolicy.every(Duration.ofHours(12));
        Instant until = now.plus(Duration.ofHours(4));
        assertThat(policy.afterGood(now, until, random)).isBetween(now.plus(Duration.ofMinutes(96)), until);
        assertThat(policy.afterGood(now, now.plusSeconds(10), random)).isEqualTo(now.plusSeconds(60));
    }
}
