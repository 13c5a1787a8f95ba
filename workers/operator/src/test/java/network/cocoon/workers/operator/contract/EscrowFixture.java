package network.cocoon.workers.operator.contract;

import static network.cocoon.workers.operator.contract.Chain.ton;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.Certificate;
import network.cocoon.wire.escrow.EscrowKeys;
import network.cocoon.wire.escrow.EscrowTerms;
import network.cocoon.wire.escrow.Grant;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.escrow.Voucher;
import network.cocoon.wire.ton.TonAddress;

/** One app's escrow with 10 TON in it, the network's Highload wallet, and everyone's keys. */
final class EscrowFixture {

    static final int NETWORK = -3;
    static final Duration DELAY = Duration.ofHours(24);

    final Chain chain = new Chain();
    final SigningKey owner = key(1);
    final SigningKey client = key(2);
    final SigningKey operator = key(3);
    final TonAddress payer = Chain.wallet(1);
    final TonAddress stranger = Chain.wallet(2);
    final HighloadWallet highload =
            new HighloadWallet(operator.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));
    final TonAddress payee = highload.address();
    final EscrowTerms terms = terms(NETWORK, 7);
    final EscrowState opening = EscrowState.opening(terms, owner.publicKey(), payee, payer);
    final TonAddress escrow = opening.initial().address();
    final EscrowKeys keys = opening.keys(escrow);

    EscrowFixture() {
        chain.deploy(highload.initial(), ton("1"));
        chain.send(payer, escrow, ton("10"), EscrowMessages.topUp(), opening.initial(), false);
    }

    static EscrowTerms terms(int network, long nonce) {
        return new EscrowTerms(Chain.START.plus(EscrowTerms.LIFETIME), network, nonce, DELAY);
    }

    static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        Arrays.fill(seed, (byte) number);
        return SigningKey.ofSeed(seed);
    }

    Instant soon() {
        return chain.now().plus(Duration.ofHours(6));
    }

    Voucher voucher(String amount) {
        return keys.sign(owner, new Promise(ton(amount), soon()));
    }

    Certificate certificate(Bytes key, String limit) {
        return keys.certify(owner, new Grant(key, new Promise(ton(limit), soon())));
    }

    Chain.Outcome claim(Voucher voucher) {
        return chain.external(escrow, EscrowMessages.externalClaim(escrow, voucher));
    }

    EscrowState state() {
        return EscrowState.of(chain.data(escrow));
    }

    Nanoton claimed() {
        return state().claimed().orElseThrow();
    }
}
