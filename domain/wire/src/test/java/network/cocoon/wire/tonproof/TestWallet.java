package network.cocoon.wire.tonproof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.tonproof.WalletAnswer.Account;
import network.cocoon.wire.tonproof.WalletAnswer.Domain;
import network.cocoon.wire.tonproof.WalletAnswer.Proof;

/** A wallet of the published code with a key of ours, and what its owner's app would answer. */
public record TestWallet(SigningKey key, Cell stateInit) {

    public static final String DOMAIN = "owners.cocoon.example";

    public static TestWallet of(WalletCode code, String name) {
        SigningKey key = SigningKey.ofSeed(
                Digest.sha256(name.getBytes(StandardCharsets.UTF_8)).raw());
        return new TestWallet(key, stateInit(codeCell(code), data(code, key.publicKey())));
    }

    static Cell codeCell(WalletCode code) {
        String file = "/wallets/" + code + ".boc.base64";
        try (InputStream in = Objects.requireNonNull(TestWallet.class.getResourceAsStream(file))) {
            return Cell.ofBoc(Base64.getMimeDecoder().decode(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Cell stateInit(Cell code, Cell data) {
        return CellBuilder.begin().uint(0b00110, 5).ref(code).ref(data).end();
    }

    /** As the packages that make wallets lay it out. */
    static Cell data(WalletCode code, Bytes publicKey) {
        CellBuilder data = CellBuilder.begin();
        return switch (code) {
            case V3R1, V3R2 ->
                data.uint(0, 32)
                        .uint(698_983_191, 32)
                        .bytes(publicKey.toArray())
                        .end();
            case V4R2 ->
                data.uint(0, 32)
                        .uint(698_983_191, 32)
                        .bytes(publicKey.toArray())
                        .bit(false)
                        .end();
            case V5R1 ->
                data.bit(true)
                        .uint(0, 32)
                        .uint(0x7fff_ff11, 32)
                        .bytes(publicKey.toArray())
                        .bit(false)
                        .end();
        };
    }

    public TonAddress address() {
        return TonAddress.ofStateInit(stateInit);
    }

    /** What its app answers to this payload. */
    WalletAnswer answer(String payload, long timestamp) {
        return answer(payload, timestamp, DOMAIN, address());
    }

    /** Signed by this wallet's key, whoever's address it is. */
    public WalletAnswer answer(String payload, long timestamp, String domain, TonAddress address) {
        Bytes signature = key.sign(TonProofs.statement(address, domain, timestamp, payload));
        return new WalletAnswer(
                new Account(
                        address.raw(),
                        Integer.toString(ProofTerms.MAINNET),
                        key.publicKey().hex(),
                        Base64.getEncoder().encodeToString(stateInit.toBoc())),
                new Proof(
                        timestamp,
                        new Domain(domain.getBytes(StandardCharsets.UTF_8).length, domain),
                        payload,
                        Base64.getEncoder().encodeToString(signature.toArray())));
    }

    static byte[] json(WalletAnswer answer) {
        return CocoonJson.mapper().writeValueAsBytes(answer);
    }
}
