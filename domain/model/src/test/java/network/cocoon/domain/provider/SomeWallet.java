package network.cocoon.domain.provider;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** A wallet with a real key and a shorter form: its state is its key, its address the hash of that. */
record SomeWallet(SigningKey key) {

    static final WalletRules RULES = SomeWallet::read;

    static SomeWallet named(String name) {
        return new SomeWallet(SigningKey.ofSeed(
                Digest.sha256(name.getBytes(StandardCharsets.UTF_8)).raw()));
    }

    private static Optional<ProvenWallet> read(TonProof proof) {
        return Signatures.verify(
                        proof.stateInit(),
                        proof.signature(),
                        statement(proof.domain(), proof.signedAtSeconds(), proof.payload()))
                ? Optional.of(new ProvenWallet(address(proof.stateInit()), proof.stateInit()))
                : Optional.empty();
    }

    private static String address(Bytes key) {
        return "0:" + Digest.sha256(key.toArray()).hex();
    }

    private static byte[] statement(String domain, long time, String payload) {
        return (domain + "\n" + time + "\n" + payload).getBytes(StandardCharsets.UTF_8);
    }

    String address() {
        return address(key.publicKey());
    }

    TonProof agrees(String network, ProofPurpose purpose, String nonce, Instant at) {
        String payload = purpose.prefix(network) + nonce;
        long time = at.getEpochSecond();
        return new TonProof(
                "owners.example", time, payload, key.publicKey(), key.sign(statement("owners.example", time, payload)));
    }
}
