package network.cocoon.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EscrowTest {

    static final String NETWORK = "local-test";
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final Instant UNTIL = NOW.plus(Duration.ofDays(30));
    static final AccountId APP = new AccountId("app_" + "a".repeat(32));
    static final SigningKey OWNER = key(1);
    static final SigningKey CLIENT = key(2);
    static final long MARGIN = Escrow.MARGIN.value();
    static final TextEscrowRules RULES = new TextEscrowRules();
    static final EscrowOpening OPENING = opening(7, OWNER);
    static final String ESCROW = RULES.address(OPENING);

    private final DeciderFixture<AccountCommand, AccountState, AccountEvent> registered = registered(2);
    private final DeciderFixture<AccountCommand, AccountState, AccountEvent> opened = registered.given(open(OPENING));
    private final DeciderFixture<AccountCommand, AccountState, AccountEvent> funded =
            opened.given(deposit(1, MARGIN + 1000));
    private final DeciderFixture<AccountCommand, AccountState, AccountEvent> promised =
            funded.given(voucher(0, signed(600), 0, 0));

    static DeciderFixture<AccountCommand, AccountState, AccountEvent> registered(int lanes) {
        List<String> families = List.of("Qwen");
        Bytes proof = OWNER.sign(AccountStatements.registration(NETWORK, OWNER.publicKey(), families, 100, 4096));
        Digest none = Digest.sha256();
        return DeciderFixture.of(new AccountDecider(NETWORK, RULES))
                .given(new AccountCommand.Register(
                        APP, none, OWNER.publicKey(), families, 100, 4096, lanes, proof, none, NOW));
    }

    static EscrowOpening opening(long nonce, SigningKey voucherKey) {
        return new EscrowOpening(
                -3,
                nonce,
                "0:" + "1".repeat(64),
                "0:" + "2".repeat(64),
                voucherKey.publicKey(),
                NOW.plus(Duration.ofDays(365)),
                3600);
    }

    static AccountCommand.OpenEscrow open(EscrowOpening opening) {
        byte[] statement = AccountStatements.escrow(NETWORK, APP, RULES.address(opening));
        return new AccountCommand.OpenEscrow(APP, opening, OWNER.sign(statement), NOW);
    }

    static EscrowTransaction transaction(long lt, long came, long left) {
        return new EscrowTransaction(
                lt,
                Digest.sha256(new byte[] {(byte) lt, (byte) (lt >> 8)}),
                NOW,
                Nanoton.of(came),
                Nanoton.of(left),
                Nanoton.ZERO);
    }

    static AccountCommand.RecordDeposit deposit(long lt, long amount) {
        return new AccountCommand.RecordDeposit(APP, ESCROW, transaction(lt, amount, 0), NOW);
    }

    static SignedVoucher signed(long cumulative) {
        return RULES.sign(OPENING, OWNER, cumulative, UNTIL);
    }

    static AccountCommand.AcceptVoucher voucher(long over, SignedVoucher voucher, long... free) {
        return new AccountCommand.AcceptVoucher(APP, ESCROW, over, voucher, lanes(free), NOW);
    }

    static AccountCommand.RecordRedemption redeemed(long lt, long claimed, long left) {
        return new AccountCommand.RecordRedemption(APP, ESCROW, transaction(lt, 0, left), Nanoton.of(claimed), NOW);
    }

    static AccountCommand.RecordExit exit(long lt, @Nullable Bytes key) {
        return new AccountCommand.RecordExit(
                APP, ESCROW, transaction(lt, 0, 0), new EscrowExit(key, NOW.plusSeconds(3600)), NOW);
    }

    static AccountCommand.RecordFinish finish(long lt, long... free) {
        return new AccountCommand.RecordFinish(APP, ESCROW, transaction(lt, 0, 0), lanes(free), NOW);
    }

    static List<LaneState> lanes(long... free) {
        List<LaneState> lanes = new ArrayList<>();
        for (int i = 0; i < free.length; i++) {
            lanes.add(new LaneState(i, 5, Nanoton.of(free[i])));
        }
        return lanes;
    }

    static Escrow escrow(AccountState state) {
        return ((AccountState.Open) state).escrow().orElseThrow();
    }

    @Test
    void theOwnerOpensOneEscrowAtATimeAndNoneTwice() {
        opened.thenAlreadyDone(open(OPENING));
        opened.thenRefused(open(opening(8, OWNER)), AccountRefusal.ESCROW_EXISTS);
        var forged = new AccountCommand.OpenEscrow(APP, OPENING, CLIENT.sign(new byte[1]), NOW);
        registered.thenRefused(forged, AccountRefusal.INVALID_OPENING_SIGNATURE);
        var closed = opened.given(exit(1, null)).given(finish(2, 0, 0));
        closed.thenRefused(open(OPENING), AccountRefusal.INVALID_OPENING);
        closed.thenAccepted(open(opening(8, OWNER)));
    }

    @Test
    void anOpeningThatCannotBeIsRefused() {
        Instant end = OPENING.expiry();
        for (EscrowOpening bad : List.of(
                opening(1L << 32, OWNER),
                new EscrowOpening(-3, 7, OPENING.payer(), OPENING.payer(), OWNER.publicKey(), end, 3600),
                new EscrowOpening(-3, 7, "EQ", OPENING.payee(), OWNER.publicKey(), end, 3600),
                new EscrowOpening(-3, 7, OPENING.payer(), OPENING.payee(), Bytes.EMPTY, end, 3600),
                new EscrowOpening(-3, 7, OPENING.payer(), OPENING.payee(), OWNER.publicKey(), NOW, 3600),
                new EscrowOpening(-3, 7, OPENING.payer(), OPENING.payee(), OWNER.publicKey(), end, 0),
                new EscrowOpening(
                        -3,
                        7,
                        OPENING.payer(),
                        OPENING.payee(),
                        OWNER.publicKey(),
                        NOW.plus(Duration.ofDays(1500)),
                        3600))) {
            registered.thenRefused(open(bad), AccountRefusal.INVALID_OPENING);
        }
    }

    @Test
    void aDepositCountsOnce() {
        funded.thenAlreadyDone(deposit(1, MARGIN + 1000));
        assertThat(escrow(funded.state()).held()).isEqualTo(Nanoton.of(MARGIN + 1000));
        var other = new EscrowTransaction(1, Digest.sha256(), NOW, Nanoton.of(9), Nanoton.ZERO, Nanoton.ZERO);
        funded.thenRefused(
                new AccountCommand.RecordDeposit(APP, ESCROW, other, NOW), AccountRefusal.TRANSACTION_CHANGED);
        funded.thenRefused(
                new AccountCommand.RecordDeposit(APP, "0:" + "9".repeat(64), other, NOW),
                AccountRefusal.ESCROW_UNKNOWN);
    }

    @Test
    void dustCannotHaveATransactionCountedTwice() {
        var dusty = funded;
        for (long lt = 2; lt < 70; lt++) {
            dusty = dusty.given(deposit(lt, 1));
        }
        dusty.thenRefused(deposit(1, MARGIN + 1000), AccountRefusal.TRANSACTION_TOO_OLD);
        dusty.thenAlreadyDone(deposit(69, 1));
        assertThat(escrow(dusty.state()).held()).isEqualTo(Nanoton.of(MARGIN + 1000 + 68));
    }

    @Test
    void aVoucherCountsAsFarAsDepositsBackIt() {
        opened.thenRefused(voucher(0, signed(1), 0, 0), AccountRefusal.VOUCHER_NOT_FUNDED);
        funded.thenRefused(voucher(0, signed(1001), 0, 0), AccountRefusal.VOUCHER_NOT_FUNDED);
        var event = (AccountEvent.VoucherAccepted)
                funded.thenAccepted(voucher(0, signed(1000), 0, 0)).getFirst();
        assertThat(event.moves()).containsExactly(new LaneMove(0, 6, 500), new LaneMove(1, 6, 500));
        assertThat(event.revision()).isEqualTo(1);

        // What was redeemed left the escrow, so it backs nothing more.
        var redeemed = promised.given(redeemed(2, 600, 590));
        redeemed.thenRefused(voucher(1, signed(1011), 0, 0), AccountRefusal.VOUCHER_NOT_FUNDED);
        redeemed.thenAccepted(voucher(1, signed(1010), 0, 0));
    }

    @Test
    void ofTwoClientsTheFirstIsAcceptedAndTheOtherSignsAgain() {
        promised.thenAlreadyDone(voucher(0, signed(600), 0, 0));
        promised.thenRefused(voucher(0, signed(700), 0, 0), AccountRefusal.VOUCHER_HEAD_MOVED);
        promised.thenRefused(voucher(1, signed(599), 0, 0), AccountRefusal.CREDIT_NOT_INCREASED);
        assertThat(((AccountState.Open)
                                promised.given(voucher(1, signed(700), 0, 0)).state())
                        .authorised())
                .isEqualTo(Nanoton.of(700));
    }

    @Test
    void onlyTheVoucherKeyAndItsClientsSign() {
        var bare = new SignedVoucher(
                Nanoton.of(5), UNTIL, RULES.sign(OPENING, CLIENT, 5, UNTIL).signature(), null);
        funded.thenRefused(voucher(0, bare, 0, 0), AccountRefusal.INVALID_VOUCHER_SIGNATURE);
        SignedVoucher elsewhere = RULES.sign(opening(8, OWNER), OWNER, 5, UNTIL);
        funded.thenRefused(voucher(0, elsewhere, 0, 0), AccountRefusal.INVALID_VOUCHER_SIGNATURE);

        VoucherCertificate grant = RULES.certify(OPENING, OWNER, CLIENT.publicKey(), 500, UNTIL);
        SignedVoucher byClient = RULES.sign(OPENING, CLIENT, grant, 500);
        funded.thenRefused(voucher(0, byClient, 0, 0), AccountRefusal.KEY_UNKNOWN);
        var certified = funded.given(certify());
        certified.thenAccepted(voucher(0, byClient, 0, 0));
        certified.thenRefused(
                voucher(0, RULES.sign(OPENING, CLIENT, grant, 501), 0, 0), AccountRefusal.VOUCHER_BEYOND_CERTIFICATE);
        ClientKeyId id = AccountKeys.idOf(CLIENT.publicKey());
        var revoked = certified.given(new AccountCommand.RevokeClientKey(APP, id, NOW));
        revoked.thenRefused(voucher(0, byClient, 0, 0), AccountRefusal.KEY_REVOKED);
    }

    private static AccountCommand.CertifyClientKey certify() {
        Nanoton spend = Nanoton.of(10_000);
        byte[] statement = AccountStatements.clientKey(APP, CLIENT.publicKey(), NOW, UNTIL, spend);
        return new AccountCommand.CertifyClientKey(
                APP, CLIENT.publicKey(), NOW, UNTIL, spend, OWNER.sign(statement), NOW);
    }

    @Test
    void creditEndsWhileItsVoucherCanStillBeRedeemed() {
        assertThat(((AccountState.Open) promised.state()).creditUntil()).isEqualTo(UNTIL.minus(Escrow.TIME_TO_REDEEM));
        SignedVoucher brief = RULES.sign(OPENING, OWNER, 5, NOW.plusSeconds(3600));
        funded.thenRefused(voucher(0, brief, 0, 0), AccountRefusal.INVALID_VALIDITY);
        SignedVoucher earlier = RULES.sign(OPENING, OWNER, 700, UNTIL.minusSeconds(1));
        promised.thenRefused(voucher(1, earlier, 0, 0), AccountRefusal.INVALID_VALIDITY);
        promised.thenAccepted(voucher(1, RULES.sign(OPENING, OWNER, 600, UNTIL.plusSeconds(1)), 0, 0));
    }

    @Test
    void theChainTakesNoMoreThanWasPromised() {
        promised.thenRefused(redeemed(2, 601, 591), AccountRefusal.ESCROW_MISMATCH);
        promised.thenRefused(redeemed(2, 600, 2 * MARGIN), AccountRefusal.ESCROW_MISMATCH);
        var redeemed = promised.given(redeemed(2, 400, 390));
        redeemed.thenAlreadyDone(redeemed(2, 400, 390));
        redeemed.thenRefused(redeemed(3, 400, 390), AccountRefusal.ESCROW_MISMATCH);
        assertThat(escrow(redeemed.state()).claimed()).isEqualTo(Nanoton.of(400));
    }

    @Test
    void whoeverLeavesGetsBackWhatWasNotUsedAndKeepsWhatWasPaid() {
        // 600 promised, 250 redeemed, 100 used.
        var leaving = promised.given(redeemed(2, 250, 240)).given(exit(3, null));
        leaving.thenRefused(voucher(1, signed(700), 0, 0), AccountRefusal.ESCROW_LEAVING);
        assertThat(Admission.refusal(leaving.state(), AccountKeys.idOf(CLIENT.publicKey()), "Qwen", 1, 1, NOW))
                .isPresent();
        var event = (AccountEvent.EscrowClosed)
                leaving.thenAccepted(finish(4, 200, 300)).getFirst();
        assertThat(event.moves()).containsExactly(new LaneMove(1, 6, -300), new LaneMove(0, 6, -50));
        assertThat(event.shortfall()).isEqualTo(Nanoton.ZERO);
        var closed = (AccountState.Open) leaving.given(finish(4, 200, 300)).state();
        assertThat(closed.authorised()).isEqualTo(Nanoton.of(250));
        assertThat(closed.escrow()).isEmpty();
    }

    @Test
    void whatWasUsedAndNotRedeemedInTimeIsTheNetworksLoss() {
        var event = (AccountEvent.EscrowClosed)
                promised.given(exit(3, null)).thenAccepted(finish(4, 70, 0)).getFirst();
        assertThat(event.shortfall()).isEqualTo(Nanoton.of(530));
        promised.thenRefused(finish(4, 70, 0), AccountRefusal.ESCROW_NOT_LEAVING);
    }

    @Test
    void aChangeOfKeyVoidsWhatTheOldOneSigned() {
        var rekeyed = promised.given(redeemed(2, 250, 240))
                .given(exit(3, CLIENT.publicKey()))
                .given(finish(4, 300, 300));
        assertThat(((AccountState.Open) rekeyed.state()).authorised()).isEqualTo(Nanoton.of(250));
        assertThat(escrow(rekeyed.state()).vouchers()).isEmpty();
        rekeyed.thenRefused(voucher(2, signed(700), 0, 0), AccountRefusal.INVALID_VOUCHER_SIGNATURE);
        rekeyed.thenAccepted(voucher(2, RULES.sign(OPENING, CLIENT, 700, UNTIL), 0, 0));
    }

    @Test
    void creditIsOfOneKind() {
        Bytes signature = OWNER.sign(AccountStatements.credit(NETWORK, APP, Nanoton.of(5), UNTIL));
        var lent = new AccountCommand.AuthorizeCredit(APP, NETWORK, Nanoton.of(5), UNTIL, signature, lanes(0, 0), NOW);
        opened.thenRefused(lent, AccountRefusal.CREDIT_NOT_BACKED);
        registered.given(lent).thenRefused(open(OPENING), AccountRefusal.HAS_UNBACKED_CREDIT);
    }

    @Test
    void redeemsWhatWasUsedAndEverythingOwedAtTheLastChance() {
        Escrow escrow = escrow(funded.given(voucher(0, signed(300), 0, 0))
                .given(voucher(1, signed(600), 0, 0))
                .given(voucher(2, signed(900), 0, 0))
                .state());
        assertThat(due(escrow, 299, false)).isZero();
        assertThat(due(escrow, 300, false)).isEqualTo(300);
        assertThat(due(escrow, 899, false)).isEqualTo(600);
        assertThat(due(escrow, 5000, false)).isEqualTo(900);
        assertThat(due(escrow, 0, true)).isZero();
        assertThat(due(escrow, 1, true)).isEqualTo(300);
        assertThat(due(escrow, 300, true)).isEqualTo(300);
        assertThat(due(escrow, 601, true)).isEqualTo(900);
        assertThat(escrow.redeemable(Nanoton.of(900), true, UNTIL)).isEmpty();
    }

    private static long due(Escrow escrow, long owed, boolean lastChance) {
        return escrow.redeemable(Nanoton.of(owed), lastChance, NOW)
                .map(voucher -> voucher.cumulative().value())
                .orElse(0L);
    }

    static SigningKey key(int n) {
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        seed[0] = (byte) n;
        return SigningKey.ofSeed(seed);
    }
}
