package network.cocoon.domain.envelope;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerKeyId;

/** A client and its workers, for tests: everything that a sealed request needs. */
final class Exchange {

    static final SecureRandom RANDOM = new SecureRandom();
    static final Digest EVIDENCE = Digest.sha256(text("evidence"));
    static final Digest RECEIPT = Digest.sha256(text("receipt"));

    final List<WorkerKeys> workers = new ArrayList<>();
    final List<Recipient> recipients = new ArrayList<>();
    final EncodedHeader header;
    final RequestSealer.Sealed sealed;

    Exchange(Suite suite, int count, byte[] prompt) {
        for (int i = 0; i < count; i++) {
            WorkerKeys keys = WorkerKeys.generate(suite, RANDOM);
            workers.add(keys);
            recipients.add(new Recipient(keys.id(EVIDENCE), keys.publicKey()));
        }
        List<WorkerKeyId> ids = recipients.stream().map(Recipient::key).toList();
        header = encoded(header(suite, ids, LengthClass.holding(prompt.length)));
        sealed = RequestSealer.seal(header, recipients, Payload.of(prompt), RANDOM);
    }

    static Header header(Suite suite, List<WorkerKeyId> recipients, LengthClass lengthClass) {
        return new Header(
                Header.VERSION,
                suite,
                new RequestId("0123456789abcdef0123456789abcdef"),
                new AccountId("app_" + "0".repeat(32)),
                new ClientKeyId("key_" + "1".repeat(64)),
                new ModelId("cocoon-tiny"),
                Digest.sha256(text("model")),
                Digest.sha256(text("release")),
                Instant.ofEpochMilli(1_700_000_000_000L),
                lengthClass,
                recipients,
                Digest.sha256(text("prices")),
                1000,
                256,
                Nanoton.of(1_000_000));
    }

    /** Not the wire's encoding: here any bytes that differ where the header differs will do. */
    static EncodedHeader encoded(Header header) {
        return new EncodedHeader(header, Bytes.of(text(header.toString())));
    }

    RequestOpener.Opened open(int worker) {
        return open(worker, sealed.request());
    }

    RequestOpener.Opened open(int worker, SealedRequest request) {
        return RequestOpener.open(
                workers.get(worker), recipients.get(worker).key(), header, request.wraps(), request.ciphertext());
    }

    ResponseSealer answer(int worker, int attempt) {
        return open(worker).answer(attempt, RANDOM);
    }

    static FrameContent.Delta delta(String json) {
        return new FrameContent.Delta(Bytes.of(text(json)));
    }

    static FrameContent.Final end() {
        return new FrameContent.Final(new TokenUsage(10, 2, 30, 4), RECEIPT);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] flip(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 0x40;
        return changed;
    }
}
