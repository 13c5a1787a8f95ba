package network.cocoon.client.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import network.cocoon.client.chain.ChainException.Code;
import network.cocoon.domain.attestation.MasterBlock;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import org.junit.jupiter.api.Test;

/** Servers that fail, disagree or lie. */
class ChainServersTest {

    private static final TonAddress REGISTRY = new TonAddress((byte) 0, digest(1));
    private static final RegistryStorage STATE = RegistryStorage.opening(
            Bytes.of(new byte[SigningKey.KEY_BYTES]), Duration.ofHours(1), -3, new TonAddress((byte) 0, digest(2)));

    @Test
    void the_next_server_is_asked_where_one_fails() throws IOException {
        try (FakeTonCenter broken = new FakeTonCenter(_ -> new byte[0]);
                FakeTonCenter good = new FakeTonCenter(honest(7, digest(7)))) {
            broken.status = 500;
            try (ChainServers servers = servers(1, URI.create("http://127.0.0.1:1"), broken.uri(), good.uri())) {
                assertThat(servers.newest()).isEqualTo(block(7, digest(7)));
                assertThat(servers.registry(REGISTRY)).isEqualTo(STATE);
            }
        }
    }

    @Test
    void so_many_must_say_the_same() throws IOException {
        try (FakeTonCenter liar = new FakeTonCenter(honest(7, digest(9)));
                FakeTonCenter one = new FakeTonCenter(honest(7, digest(7)));
                FakeTonCenter two = new FakeTonCenter(honest(8, digest(7)))) {
            try (ChainServers servers = servers(2, liar.uri(), one.uri(), two.uri())) {
                assertThat(servers.block(7)).as("two against one").isEqualTo(block(7, digest(7)));
                assertThat(servers.newest()).as("the newest that two have").isEqualTo(block(7, digest(7)));
            }
            try (ChainServers servers = servers(2, liar.uri(), one.uri())) {
                refused(() -> servers.block(7), Code.CHAIN_DISAGREES);
            }
            try (ChainServers servers = servers(2, one.uri(), URI.create("http://127.0.0.1:1"))) {
                refused(() -> servers.block(7), Code.CHAIN_UNREACHABLE);
            }
        }
    }

    @Test
    void the_key_is_sent_and_shown_to_nobody() throws IOException {
        var settings =
                new ChainSettings(List.of(URI.create("https://toncenter.example/api/v2/")), Optional.of("s3cret"), 1);
        assertThat(settings.toString()).doesNotContain("s3cret");
        try (FakeTonCenter server = new FakeTonCenter(honest(7, digest(7)));
                ChainServers servers =
                        new ChainServers(new ChainSettings(List.of(server.uri()), Optional.of("s3cret"), 1))) {
            servers.newest();
            assertThat(server.calls).hasSize(2).allMatch(call -> call.endsWith(" s3cret"));
        }
    }

    @Test
    void addresses_are_https_or_of_this_machine() {
        for (String address :
                List.of("http://toncenter.example/api/v2", "ftp://127.0.0.1", "nowhere", "https://a/?b=c")) {
            assertThatIllegalArgumentException().isThrownBy(() -> servers(1, URI.create(address)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> servers(2, URI.create("https://toncenter.example")));
    }

    @Test
    void an_answer_that_never_ends_or_is_too_large_ends_in_time() throws IOException {
        try (FakeTonCenter server = new FakeTonCenter(_ -> new byte[1 << 20]);
                ChainServers servers = servers(1, server.uri())) {
            refused(() -> servers.registry(REGISTRY), Code.CHAIN_UNREACHABLE);
            server.answers(_ -> {
                sleep(Duration.ofSeconds(30));
                return new byte[0];
            });
            long started = System.nanoTime();
            refused(() -> servers.registry(REGISTRY), Code.CHAIN_UNREACHABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void a_server_that_wants_to_be_left_alone_is_asked_again() throws IOException {
        try (FakeTonCenter server = new FakeTonCenter(honest(7, digest(7)));
                ChainServers servers = servers(1, server.uri())) {
            server.status = 429;
            FakeTonCenter.Script honest = honest(7, digest(7));
            server.answers(method -> {
                byte[] answer = honest.answer(method);
                server.status = server.calls.size() < 2 ? 429 : 200;
                return answer;
            });
            assertThat(servers.block(7)).isEqualTo(block(7, digest(7)));
            assertThat(server.calls).hasSize(2);
        }
    }

    /** Each seed bends an honest answer: bytes, lengths, types, whole fields. */
    @Test
    void whatever_is_answered_it_is_what_was_asked_for_or_a_coded_refusal() throws IOException {
        Set<Code> seen = EnumSet.noneOf(Code.class);
        int honest = 0;
        try (FakeTonCenter server = new FakeTonCenter(honest(7, digest(7)));
                ChainServers servers = servers(1, server.uri())) {
            for (int seed = 0; seed < 1_500; seed++) {
                Random random = new Random(seed);
                server.answers(bent(honest(7, digest(7)), random));
                try {
                    switch (seed % 3) {
                        case 0 ->
                            assertThat(servers.registry(REGISTRY).delay().isNegative())
                                    .isFalse();
                        case 1 -> assertThat(servers.block(7).seqno()).isEqualTo(7);
                        default -> assertThat(servers.newest().seqno()).isNotNegative();
                    }
                    honest++;
                } catch (ChainException e) {
                    seen.add(e.code());
                } catch (RuntimeException e) {
                    fail("seed " + seed, e);
                }
            }
        }
        assertThat(honest).as("bent so little that it can still be read").isPositive();
        assertThat(seen).contains(Code.CHAIN_ANSWER_FALSE, Code.CHAIN_LACKS, Code.REGISTRY_ABSENT);
    }

    private static FakeTonCenter.Script bent(FakeTonCenter.Script honest, Random random) {
        return method -> {
            String text = new String(honest.answer(method), StandardCharsets.ISO_8859_1);
            List<String> parts = new ArrayList<>(List.of(text.split("(?<=[,:{}])")));
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes && !parts.isEmpty(); i++) {
                int at = random.nextInt(parts.size());
                String part = parts.get(at);
                switch (random.nextInt(8)) {
                    case 0 -> parts.remove(at);
                    case 1 -> parts.add(at, part);
                    case 2 -> parts.set(at, part.replaceAll("[0-9]+", "-9223372036854775809"));
                    case 3 -> parts.set(at, part.replaceAll("[0-9]+", "1e400"));
                    case 4 -> parts.set(at, part.replace('"', ' '));
                    case 5 -> parts.set(at, "null,");
                    case 6 -> parts.set(at, "[".repeat(random.nextInt(5_000)));
                    default -> {
                        byte[] bytes = part.getBytes(StandardCharsets.ISO_8859_1);
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                        parts.set(at, new String(bytes, StandardCharsets.ISO_8859_1));
                    }
                }
            }
            return String.join("", parts).getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    /** Also where the cell itself is bent, under a good checksum. */
    @Test
    void whatever_cell_the_account_holds_it_is_a_registry_or_a_coded_refusal() throws IOException {
        Random random = new Random(7);
        try (FakeTonCenter server = new FakeTonCenter(honest(7, digest(7)));
                ChainServers servers = servers(1, server.uri())) {
            for (int i = 0; i < 300; i++) {
                byte[] bits = new byte[random.nextInt(128)];
                random.nextBytes(bits);
                CellBuilder cell = CellBuilder.begin();
                if (random.nextBoolean() && bits.length < 120) {
                    cell.uint(RegistryStorage.ORDER, 32);
                }
                cell.bytes(bits);
                if (random.nextBoolean()) {
                    cell.ref(CellBuilder.begin()
                            .bytes(new byte[random.nextInt(64)])
                            .end());
                }
                byte[] boc = cell.end().toBoc();
                server.answers(_ -> account(boc));
                try {
                    servers.registry(REGISTRY);
                } catch (ChainException e) {
                    assertThat(e.code()).isEqualTo(Code.REGISTRY_ABSENT);
                }
            }
        }
    }

    private static FakeTonCenter.Script honest(long seqno, Digest hash) {
        return method -> switch (method) {
            case "getMasterchainInfo" -> FakeTonCenter.ok("{\"last\":{\"workchain\":-1,\"seqno\":" + seqno + "}}");
            case "getBlockHeader" ->
                FakeTonCenter.ok("{\"id\":{\"workchain\":-1,\"seqno\":7,\"root_hash\":\"" + base64(hash.raw())
                        + "\"},\"global_id\":-3,\"gen_utime\":1800000007}");
            default -> account(STATE.toCell().toBoc());
        };
    }

    private static byte[] account(byte[] boc) {
        return FakeTonCenter.ok("{\"state\":\"active\",\"data\":\"" + base64(boc) + "\"}");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static MasterBlock block(long seqno, Digest hash) {
        return new MasterBlock(-3, seqno, hash, Instant.ofEpochSecond(1_800_000_000 + seqno));
    }

    private static ChainServers servers(int agree, URI... servers) {
        return new ChainServers(new ChainSettings(List.of(servers), Optional.empty(), agree));
    }

    private interface Call {
        Object ask() throws ChainException;
    }

    private static void refused(Call call, Code code) {
        assertThatExceptionOfType(ChainException.class).isThrownBy(call::ask).satisfies(e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Digest digest(int number) {
        return Digest.sha256(new byte[] {(byte) number});
    }
}
