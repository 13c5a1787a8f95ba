package network.cocoon.wire.tonproof;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.provider.TonProof;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Judges wallets' answers. The key comes from the initial state whose hash is the address, never from the answer's own
 * word; the payload is used up last, so that nobody can spend another's with a proof that does not hold.
 *
 * <p>What it does not say: whether the wallet's code was changed on chain since, or its key shut out. A V5 wallet can do
 * both; whoever pays asks the chain.
 */
public final class TonProofs {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int SIGNATURE_BYTES = 64;
    private static final byte[] PREFIX = "ton-proof-item-v2/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONNECT = "\u00ff\u00ffton-connect".getBytes(StandardCharsets.ISO_8859_1);

    private final ProofTerms terms;
    private final ProofPayloads payloads;
    private final InstantSource clock;

    public TonProofs(ProofTerms terms, ProofPayloads payloads, InstantSource clock) {
        this.terms = terms;
        this.payloads = payloads;
        this.clock = clock;
    }

    /** The exact bytes that a wallet's key signs. */
    public static byte[] statement(TonAddress address, String domain, long timestamp, String payload) {
        byte[] host = domain.getBytes(StandardCharsets.UTF_8);
        byte[] asked = payload.getBytes(StandardCharsets.UTF_8);
        byte[] item = ByteBuffer.allocate(PREFIX.length + 4 + 32 + 4 + host.length + 8 + asked.length)
                .put(PREFIX)
                .putInt(address.workchain())
                .put(address.hash().raw())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(host.length)
                .put(host)
                .putLong(timestamp)
                .put(asked)
                .array();
        return Digest.sha256(CONNECT, Digest.sha256(item).raw()).raw();
    }

    /** @param json as it came from the browser, of any length */
    public TonProofVerdict judge(byte[] json) {
        WalletAnswer answer = WalletAnswer.parse(json);
        return answer == null
                ? refused(TonProofRefusal.PROOF_MALFORMED, "this is not a wallet's answer")
                : judge(answer);
    }

    public TonProofVerdict judge(WalletAnswer answer) {
        WalletAnswer.Proof proof = answer.proof();
        if (!answer.account().chain().equals(Integer.toString(terms.chain()))) {
            return refused(TonProofRefusal.PROOF_OTHER_CHAIN, "this network settles on chain " + terms.chain());
        }
        if (!terms.domains().contains(proof.domain().value())
                || proof.domain().lengthBytes()
                        != ProofTerms.utf8(proof.domain().value())) {
            return refused(TonProofRefusal.PROOF_OTHER_DOMAIN, "the proof was given to another site");
        }
        if (!proof.payload().startsWith(terms.prefix())
                || ProofTerms.utf8(proof.payload()) > ProofTerms.MOST_TEXT_BYTES) {
            return refused(TonProofRefusal.PROOF_OTHER_NETWORK, "this network did not ask for this proof");
        }
        // Compared as seconds: a timestamp may be any 64 bits, and no difference of those fits for sure.
        long now = clock.instant().getEpochSecond();
        if (proof.timestamp() < now - WINDOW.toSeconds() || proof.timestamp() > now + WINDOW.toSeconds()) {
            return refused(TonProofRefusal.PROOF_EXPIRED, "a proof is good for " + WINDOW.toMinutes() + " minutes");
        }
        return judgeSigned(answer.account(), proof);
    }

    private TonProofVerdict judgeSigned(WalletAnswer.Account account, WalletAnswer.Proof proof) {
        byte[] signature = base64(proof.signature());
        Cell stateInit = stateInit(account.walletStateInit());
        TonAddress address = address(account.address());
        if (signature == null || signature.length != SIGNATURE_BYTES || stateInit == null || address == null) {
            return refused(TonProofRefusal.PROOF_MALFORMED, "address, state and signature are not what they should be");
        }
        if (!address.equals(TonAddress.ofStateInit(stateInit))) {
            return refused(TonProofRefusal.PROOF_OTHER_ADDRESS, "the address is not that of the state beside it");
        }
        Optional<InitialWallet> wallet = InitialWallet.read(stateInit);
        if (wallet.isEmpty()) {
            return refused(
                    TonProofRefusal.PROOF_WALLET_UNKNOWN, "only wallets V3R1, V3R2, V4R2 and V5R1 as made are known");
        }
        Bytes key = wallet.get().publicKey();
        if (account.publicKey() != null && !account.publicKey().equalsIgnoreCase(key.hex())) {
            return refused(TonProofRefusal.PROOF_NOT_SIGNED, "the wallet names another key than its state has");
        }
        TonProof kept = new TonProof(
                proof.domain().value(),
                proof.timestamp(),
                proof.payload(),
                Bytes.of(stateInit.toBoc()), // written anew: as small as it can be, whatever else was in the bag
                Bytes.of(signature));
        if (!WalletCells.isSigned(kept, address, key)) {
            return refused(TonProofRefusal.PROOF_NOT_SIGNED, "the wallet's key did not sign this");
        }
        if (!payloads.use(proof.payload().substring(terms.prefix().length()))) {
            return refused(TonProofRefusal.PROOF_REPLAYED, "ask for a new payload and sign again");
        }
        return new TonProofVerdict.Proven(address, key, wallet.get().code(), kept);
    }

    private static @Nullable Cell stateInit(String base64) {
        byte[] boc = base64(base64);
        return boc == null ? null : WalletCells.stateInit(boc);
    }

    private static @Nullable TonAddress address(String text) {
        try {
            return TonAddress.parse(text);
        } catch (TonFormatException _) {
            return null;
        }
    }

    private static byte @Nullable [] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static TonProofVerdict refused(TonProofRefusal code, String detail) {
        return new TonProofVerdict.Refused(code, detail);
    }
}
