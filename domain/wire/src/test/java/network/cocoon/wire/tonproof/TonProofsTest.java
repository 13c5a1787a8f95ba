package network.cocoon.wire.tonproof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.provider.ProvenWallet;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.tonproof.TonProofVerdict.Proven;
import network.cocoon.wire.tonproof.TonProofVerdict.Refused;
import network.cocoon.wire.tonproof.WalletAnswer.Account;
import network.cocoon.wire.tonproof.WalletAnswer.Domain;
import network.cocoon.wire.tonproof.WalletAnswer.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TonProofsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final ProofTerms TERMS =
            new ProofTerms("local-7f3a", ProofTerms.MAINNET, Set.of(TestWallet.DOMAIN, "ключ.example"));
    private static final TestWallet OWNER = TestWallet.of(WalletCode.V4R2, "owner");
    private static final TestWallet ATTACKER = TestWallet.of(WalletCode.V4R2, "attacker");

    private final Set<String> given = new HashSet<>(Set.of("nonce-1"));
    private final TonProofs proofs = new TonProofs(TERMS, given::remove, () -> NOW);

    private static WalletAnswer honest() {
        return OWNER.answer(TERMS.payload("nonce-1"), NOW.getEpochSecond());
    }

    private TonProofVerdict judge(WalletAnswer answer) {
        return proofs.judge(TestWallet.json(answer));
    }

    /** Refused with this code, and the payload is still good for the one who deserves it. */
    private void refused(WalletAnswer answer, TonProofRefusal code) {
        assertThat(judge(answer)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code())
                .isEqualTo(code));
        assertThat(judge(honest())).isInstanceOf(Proven.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyKnownWalletProvesItself(WalletCode code) {
        TestWallet wallet = TestWallet.of(code, "one");

        assertThat(judge(wallet.answer(TERMS.payload("nonce-1"), NOW.getEpochSecond())))
                .isInstanceOfSatisfying(Proven.class, proven -> {
                    assertThat(proven.address()).isEqualTo(wallet.address());
                    assertThat(proven.publicKey()).isEqualTo(wallet.key().publicKey());
                    assertThat(proven.wallet()).isEqualTo(code);
                    assertThat(new WalletCells().wallet(proven.proof()))
                            .contains(new ProvenWallet(wallet.address().raw(), proven.publicKey()));
                });
    }

    @ParameterizedTest
    @EnumSource
    void theHashesAreThoseOfThePublishedCode(WalletCode code) {
        assertThat(TestWallet.codeCell(code).hash()).isEqualTo(code.hash());
    }

    /** Laid out by hand after the specification. */
    @Test
    void theStatementIsWhatWalletsSign() {
        String item = "746f6e2d70726f6f662d6974656d2d76322f" // ton-proof-item-v2/
                + "ffffffff" + "ab".repeat(32) // workchain -1 and the address
                + "0a000000" + "67657467656d732e696f" // getgems.io
                + "b2be426500000000" // 1698873010
                + "67656d73"; // gems
        byte[] inner = Digest.sha256(HexFormat.of().parseHex(item)).raw();
        byte[] whole = Digest.sha256(HexFormat.of().parseHex("ffff746f6e2d636f6e6e656374"), inner)
                .raw();

        assertThat(TonProofs.statement(
                        new TonAddress((byte) -1, new Digest("ab".repeat(32))), "getgems.io", 1_698_873_010L, "gems"))
                .isEqualTo(whole);
    }

    @Test
    void aProofIsGoodOnce() {
        assertThat(judge(honest())).isInstanceOf(Proven.class);
        assertThat(judge(honest())).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code())
                .isEqualTo(TonProofRefusal.PROOF_REPLAYED));
    }

    @Test
    void aPayloadThatNobodyGaveOutIsGoodForNothing() {
        refused(OWNER.answer(TERMS.payload("nonce-2"), NOW.getEpochSecond()), TonProofRefusal.PROOF_REPLAYED);
    }

    /** What the library that this project uses for TON takes for a proof. */
    @Test
    void theVictimsAddressWithTheAttackersKeyIsNoProof() {
        long now = NOW.getEpochSecond();
        String payload = TERMS.payload("nonce-1");
        WalletAnswer forged = ATTACKER.answer(payload, now, TestWallet.DOMAIN, OWNER.address());

        // With the attacker's state, with the victim's, with the victim's and no word about the key.
        refused(forged, TonProofRefusal.PROOF_OTHER_ADDRESS);
        given.add("nonce-1");
        String victims = honest().account().walletStateInit();
        refused(account(forged, a -> state(a, victims)), TonProofRefusal.PROOF_NOT_SIGNED);
        given.add("nonce-1");
        refused(
                account(forged, a -> new Account(a.address(), a.chain(), null, victims)),
                TonProofRefusal.PROOF_NOT_SIGNED);
    }

    /** The attacker's key in the victim's wallet is another wallet. */
    @Test
    void aStateOfAnotherWalletIsAnotherAddress() {
        Cell mixed = TestWallet.stateInit(
                TestWallet.codeCell(WalletCode.V4R2),
                TestWallet.data(WalletCode.V4R2, ATTACKER.key().publicKey()));

        assertThat(TonAddress.ofStateInit(mixed)).isNotEqualTo(OWNER.address());
        refused(
                account(honest(), a -> state(a, Base64.getEncoder().encodeToString(mixed.toBoc()))),
                TonProofRefusal.PROOF_OTHER_ADDRESS);
    }

    @Test
    void aProofForAnotherSiteIsNone() {
        refused(
                OWNER.answer(TERMS.payload("nonce-1"), NOW.getEpochSecond(), "evil.example", OWNER.address()),
                TonProofRefusal.PROOF_OTHER_DOMAIN);
    }

    /** Signed for another site, said to be for ours. */
    @Test
    void theDomainIsSigned() {
        WalletAnswer other =
                OWNER.answer(TERMS.payload("nonce-1"), NOW.getEpochSecond(), "evil.example", OWNER.address());

        refused(
                new WalletAnswer(
                        other.account(),
                        new Proof(
                                other.proof().timestamp(),
                                honest().proof().domain(),
                                other.proof().payload(),
                                other.proof().signature())),
                TonProofRefusal.PROOF_NOT_SIGNED);
    }

    /** Lengths count bytes and not characters, and nothing moves from the domain into the time behind it. */
    @Test
    void aDomainsLengthIsItsOwn() {
        String cyrillic = "ключ.example";
        WalletAnswer good = OWNER.answer(TERMS.payload("nonce-1"), NOW.getEpochSecond(), cyrillic, OWNER.address());
        assertThat(good.proof().domain().lengthBytes()).isEqualTo(cyrillic.length() + 4);
        assertThat(judge(good)).isInstanceOf(Proven.class);

        for (int length : List.of(cyrillic.length(), 0, -1, 17, Integer.MAX_VALUE)) {
            given.add("nonce-1");
            refused(
                    proof(
                            good,
                            p -> new Proof(p.timestamp(), new Domain(length, cyrillic), p.payload(), p.signature())),
                    TonProofRefusal.PROOF_OTHER_DOMAIN);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400, 1L << 40})
    void oldAndComingProofsAreNone(long seconds) {
        refused(OWNER.answer(TERMS.payload("nonce-1"), NOW.getEpochSecond() + seconds), TonProofRefusal.PROOF_EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void noTimeIsTooFarToBeRefused(long timestamp) {
        refused(OWNER.answer(TERMS.payload("nonce-1"), timestamp), TonProofRefusal.PROOF_EXPIRED);
    }

    @Test
    void anOldProofDoesNotBecomeNewByItsTimestamp() {
        WalletAnswer old = OWNER.answer(TERMS.payload("nonce-1"), NOW.getEpochSecond() - 3_600);

        refused(
                proof(old, p -> new Proof(NOW.getEpochSecond(), p.domain(), p.payload(), p.signature())),
                TonProofRefusal.PROOF_NOT_SIGNED);
    }

    @Test
    void aProofForAnotherNetworkIsNone() {
        ProofTerms other = new ProofTerms("local-ffff", ProofTerms.MAINNET, TERMS.domains());

        refused(OWNER.answer(other.payload("nonce-1"), NOW.getEpochSecond()), TonProofRefusal.PROOF_OTHER_NETWORK);
        given.add("nonce-1");
        refused(OWNER.answer("nonce-1", NOW.getEpochSecond()), TonProofRefusal.PROOF_OTHER_NETWORK);
        given.add("nonce-1");
        refused(
                account(
                        honest(),
                        a -> new Account(
                                a.address(), Integer.toString(ProofTerms.TESTNET), a.publicKey(), a.walletStateInit())),
                TonProofRefusal.PROOF_OTHER_CHAIN);
    }

    @Test
    void theOtherWorkchainIsNotPaidTo() {
        refused(
                OWNER.answer(
                        TERMS.payload("nonce-1"),
                        NOW.getEpochSecond(),
                        TestWallet.DOMAIN,
                        new TonAddress((byte) -1, OWNER.address().hash())),
                TonProofRefusal.PROOF_OTHER_ADDRESS);
    }

    @Test
    void aWalletIsKnownByItsCodeAndMadeForItsKeyAlone() {
        Bytes key = OWNER.key().publicKey();
        Cell v4 = TestWallet.codeCell(WalletCode.V4R2);
        Cell v5 = TestWallet.codeCell(WalletCode.V5R1);
        Cell data4 = TestWallet.data(WalletCode.V4R2, key);
        Cell shutOut = CellBuilder.begin()
                .bit(false)
                .uint(0, 32)
                .uint(0x7fff_ff11, 32)
                .bytes(key.toArray())
                .bit(false)
                .end();
        Cell withPlugin = CellBuilder.begin()
                .uint(0, 32)
                .uint(698_983_191, 32)
                .bytes(key.toArray())
                .bit(true)
                .ref(Cell.EMPTY)
                .end();
        List<Cell> unknown = List.of(
                TestWallet.stateInit(Cell.EMPTY, data4),
                TestWallet.stateInit(v5, data4),
                TestWallet.stateInit(v4, TestWallet.data(WalletCode.V3R2, key)),
                TestWallet.stateInit(
                        v4, CellBuilder.begin().cell(data4).bit(false).end()),
                TestWallet.stateInit(v4, withPlugin),
                TestWallet.stateInit(v5, shutOut),
                TestWallet.stateInit(data4, v4),
                CellBuilder.begin()
                        .uint(0b00111, 5)
                        .ref(v4)
                        .ref(data4)
                        .ref(Cell.EMPTY)
                        .end(),
                CellBuilder.begin().uint(0b00010, 5).ref(data4).end(),
                v4,
                Cell.EMPTY);
        for (Cell state : unknown) {
            given.add("nonce-1");
            TestWallet strange = new TestWallet(OWNER.key(), state);
            refused(
                    strange.answer(TERMS.payload("nonce-1"), NOW.getEpochSecond()),
                    TonProofRefusal.PROOF_WALLET_UNKNOWN);
        }
    }

    @Test
    void theKeyThatTheWalletNamesIsTheOneInItsState() {
        refused(
                account(
                        honest(),
                        a -> new Account(
                                a.address(),
                                a.chain(),
                                ATTACKER.key().publicKey().hex(),
                                a.walletStateInit())),
                TonProofRefusal.PROOF_NOT_SIGNED);
    }

    @Test
    void whatIsNotAnAnswerIsMalformed() {
        for (String json :
                List.of("", "null", "{}", "[]", "{\"account\":null,\"proof\":null}", "\"x\"", "{".repeat(5_000))) {
            assertThat(proofs.judge(json.getBytes(StandardCharsets.UTF_8)))
                    .as(json)
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code())
                            .isEqualTo(TonProofRefusal.PROOF_MALFORMED));
        }
        byte[] long1 = Arrays.copyOf(TestWallet.json(honest()), WalletAnswer.MOST_BYTES + 1);
        Arrays.fill(long1, TestWallet.json(honest()).length, long1.length, (byte) ' ');
        assertThat(proofs.judge(long1)).isInstanceOf(Refused.class);
        refused(account(honest(), a -> state(a, "%%%")), TonProofRefusal.PROOF_MALFORMED);
        given.add("nonce-1");
        refused(account(honest(), a -> state(a, "te6cckEBAQEAYgAAwP8A")), TonProofRefusal.PROOF_MALFORMED);
        given.add("nonce-1");
        refused(
                proof(honest(), p -> new Proof(p.timestamp(), p.domain(), p.payload(), "AAAA")),
                TonProofRefusal.PROOF_MALFORMED);
    }

    /** Each field in turn is null, or not there. */
    @Test
    void everyFieldIsNeeded() {
        String json = new String(TestWallet.json(honest()), StandardCharsets.UTF_8);
        List<String> fields = List.of(
                "account",
                "address",
                "chain",
                "walletStateInit",
                "proof",
                "timestamp",
                "domain",
                "lengthBytes",
                "value",
                "payload",
                "signature");
        for (String field : fields) {
            String renamed = json.replace("\"" + field + "\":", "\"other\":");
            String nulled = json.replaceFirst(
                    "\"" + field + "\":(\"[^\"]*\"|[0-9]+|\\{[^{}]*(\\{[^{}]*\\})?[^{}]*\\})",
                    "\"" + field + "\":null");
            for (String broken : List.of(renamed, nulled)) {
                assertThat(broken).isNotEqualTo(json);
                assertThat(proofs.judge(broken.getBytes(StandardCharsets.UTF_8)))
                        .as(field)
                        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code())
                                .isEqualTo(TonProofRefusal.PROOF_MALFORMED));
            }
        }
    }

    /** Whatever single byte of an answer changes, it is the same proof spelt otherwise, or none. */
    @Property(tries = 3_000)
    void aChangedAnswerIsNeverAnotherProof(@ForAll @IntRange(max = 1_000_000) int at, @ForAll byte value) {
        byte[] json = TestWallet.json(honest());
        json[at % json.length] = value;
        given.add("nonce-1");

        switch (proofs.judge(json)) {
            case Proven proven -> assertThat(proven.address()).isEqualTo(OWNER.address());
            case Refused refused -> assertThat(refused.detail()).isNotEmpty();
        }
    }

    @Property(tries = 500)
    void anyBytesAreRefused(@ForAll byte[] json) {
        assertThat(proofs.judge(json)).isInstanceOf(Refused.class);
    }

    @Test
    void termsAreChecked() {
        assertThatThrownBy(() -> new ProofTerms("n", 1, Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProofTerms("a/b", 1, Set.of("d"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProofTerms("n", 1, Set.of("d".repeat(129))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TERMS.payload("x".repeat(128))).isInstanceOf(IllegalArgumentException.class);
    }

    private static WalletAnswer account(WalletAnswer answer, UnaryOperator<Account> change) {
        return new WalletAnswer(change.apply(answer.account()), answer.proof());
    }

    private static WalletAnswer proof(WalletAnswer answer, UnaryOperator<Proof> change) {
        return new WalletAnswer(answer.account(), change.apply(answer.proof()));
    }

    private static Account state(Account account, String stateInit) {
        return new Account(account.address(), account.chain(), account.publicKey(), stateInit);
    }
}
