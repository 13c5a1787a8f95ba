package network.cocoon.domain.envelope;

import static network.cocoon.domain.envelope.Exchange.flip;
import static network.cocoon.domain.envelope.Exchange.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.RequestId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSealingTest {

    @ParameterizedTest
    @EnumSource(Suite.class)
    void everyRecipientOpensWhatWasSealed(Suite suite) {
        Exchange exchange = new Exchange(suite, 3, text("What is a cocoon?"));
        for (int i = 0; i < 3; i++) {
            assertThat(exchange.open(i).payload().toArray()).isEqualTo(text("What is a cocoon?"));
        }
        assertThat(exchange.workers.getFirst().publicKey().length()).isEqualTo(suite.publicKeyBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 508, 509, 2044, 8188, 8189, 65_532, 65_533, 200_000})
    void everySizeRoundTripsAndShowsOnlyItsClass(int size) {
        byte[] prompt = new byte[size];
        new Random(size).nextBytes(prompt);
        Exchange exchange = new Exchange(Suite.X25519, 1, prompt);
        assertThat(exchange.open(0).payload().toArray()).isEqualTo(prompt);
        assertThat(exchange.sealed.request().ciphertext().length())
                .isEqualTo(PromptStream.sealedBytes(LengthClass.holding(size)));
    }

    @Test
    void sealingTwiceSharesNothing() {
        Exchange exchange = new Exchange(Suite.X25519, 1, text("same"));
        var again = RequestSealer.seal(exchange.header, exchange.recipients, Payload.of(text("same")), Exchange.RANDOM);
        assertThat(again.request().ciphertext())
                .isNotEqualTo(exchange.sealed.request().ciphertext());
        assertThat(again.request().wraps())
                .isNotEqualTo(exchange.sealed.request().wraps());
    }

    @Test
    void everyFlippedByteOfTheCiphertextIsRefused() {
        Exchange exchange = new Exchange(Suite.X25519, 2, text("secret"));
        SealedRequest request = exchange.sealed.request();
        byte[] ciphertext = request.ciphertext().toArray();
        for (int at = 0; at < ciphertext.length; at += 13) {
            var changed = new SealedRequest(request.header(), request.wraps(), Bytes.of(flip(ciphertext, at)));
            // The wrap is bound to the ciphertext's digest, so the key itself does not open.
            refused(() -> exchange.open(0, changed), EnvelopeFault.WRAP_REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void everyFlippedByteOfAWrapIsRefused(Suite suite) {
        Exchange exchange = new Exchange(suite, 1, text("secret"));
        Wrap wrap = exchange.sealed.request().wraps().getFirst();
        byte[] encapsulation = wrap.encapsulation().toArray();
        for (int at = 0; at < encapsulation.length; at += 31) {
            byte[] changed = flip(encapsulation, at);
            refused(() -> exchange.open(0, with(exchange, wrap, changed)), EnvelopeFault.WRAP_REFUSED);
        }
        byte[] sealedKey = wrap.sealedKey().toArray();
        for (int at = 0; at < sealedKey.length; at++) {
            Wrap changed = new Wrap(wrap.encapsulation(), Bytes.of(flip(sealedKey, at)));
            refused(() -> exchange.open(0, with(exchange, changed)), EnvelopeFault.WRAP_REFUSED);
        }
        refused(
                () -> exchange.open(0, with(exchange, wrap, new byte[encapsulation.length])),
                EnvelopeFault.WRAP_REFUSED);
    }

    @Test
    void wrapsOfTheOtherSuiteOrSwappedAreRefused() {
        Exchange exchange = new Exchange(Suite.X25519, 2, text("secret"));
        SealedRequest request = exchange.sealed.request();
        var swapped = new SealedRequest(request.header(), request.wraps().reversed(), request.ciphertext());
        refused(() -> exchange.open(0, swapped), EnvelopeFault.WRAP_REFUSED);
        Wrap other = new Exchange(Suite.X_WING, 1, text("x"))
                .sealed
                .request()
                .wraps()
                .getFirst();
        var foreign = new SealedRequest(
                request.header(), List.of(other, request.wraps().getLast()), request.ciphertext());
        refused(() -> exchange.open(0, foreign), EnvelopeFault.WRAP_REFUSED);
        var fewer = new SealedRequest(request.header(), List.of(request.wraps().getFirst()), request.ciphertext());
        refused(() -> exchange.open(0, fewer), EnvelopeFault.RECIPIENTS_MISMATCH);
    }

    @Test
    void aChangedHeaderOpensNothing() {
        Exchange exchange = new Exchange(Suite.X25519, 1, text("secret"));
        SealedRequest request = exchange.sealed.request();
        var changed = new EncodedHeader(
                exchange.header.header(), Bytes.of(flip(exchange.header.bytes().toArray(), 3)));
        refused(
                () -> RequestOpener.open(
                        exchange.workers.getFirst(),
                        exchange.recipients.getFirst().key(),
                        changed,
                        request.wraps(),
                        request.ciphertext()),
                EnvelopeFault.WRAP_REFUSED);
    }

    @Test
    void aStrangerIsNoRecipientEvenUnderARecipientsId() {
        Exchange exchange = new Exchange(Suite.X25519, 1, text("secret"));
        SealedRequest request = exchange.sealed.request();
        WorkerKeys stranger = WorkerKeys.generate(Suite.X25519, Exchange.RANDOM);
        refused(
                () -> RequestOpener.open(
                        stranger,
                        stranger.id(Exchange.EVIDENCE),
                        exchange.header,
                        request.wraps(),
                        request.ciphertext()),
                EnvelopeFault.NOT_A_RECIPIENT);
        refused(
                () -> RequestOpener.open(
                        stranger,
                        exchange.recipients.getFirst().key(),
                        exchange.header,
                        request.wraps(),
                        request.ciphertext()),
                EnvelopeFault.WRAP_REFUSED);
    }

    @Test
    void aDestroyedKeyOpensNothing() {
        Exchange exchange = new Exchange(Suite.X_WING, 1, text("secret"));
        exchange.workers.getFirst().destroy();
        refused(() -> exchange.open(0), EnvelopeFault.KEY_DESTROYED);
    }

    @Test
    void aSealerRefusesWhatDoesNotBelongTogether() {
        Exchange exchange = new Exchange(Suite.X_WING, 2, text("secret"));
        Payload payload = Payload.of(text("secret"));
        refused(
                () -> RequestSealer.seal(exchange.header, exchange.recipients.reversed(), payload, Exchange.RANDOM),
                EnvelopeFault.RECIPIENTS_MISMATCH);
        refused(
                () -> RequestSealer.seal(
                        exchange.header, exchange.recipients, Payload.of(new byte[600]), Exchange.RANDOM),
                EnvelopeFault.PAYLOAD_TOO_LARGE);
        for (byte[] bad : List.of(new byte[32], filled(1216))) {
            List<Recipient> recipients = new ArrayList<>(exchange.recipients);
            recipients.set(1, new Recipient(recipients.get(1).key(), Bytes.of(bad)));
            refused(
                    () -> RequestSealer.seal(exchange.header, recipients, payload, Exchange.RANDOM),
                    EnvelopeFault.BAD_PUBLIC_KEY);
        }
    }

    @Test
    void plaintextPrintsOnlyItsSize() {
        assertThat(Payload.of(text("secret"))).hasToString("Payload[6 bytes]");
        assertThat(Exchange.delta("secret")).hasToString("Delta[6 bytes]");
        Payload payload = Payload.of(text("secret"));
        payload.destroy();
        assertThat(payload.toArray()).containsOnly(0);
    }

    @Test
    void theHeaderHashCoversBytesAndRecipients() {
        Exchange exchange = new Exchange(Suite.X25519, 2, text("secret"));
        Digest hash = exchange.header.hash();
        assertThat(HeaderHash.of(
                        exchange.header.bytes(),
                        exchange.header.header().recipients().reversed()))
                .isNotEqualTo(hash);
        assertThat(HeaderHash.of(Bytes.EMPTY, exchange.header.header().recipients()))
                .isNotEqualTo(hash);
        assertThat(exchange.header.header().request()).isEqualTo(new RequestId("0123456789abcdef0123456789abcdef"));
    }

    private static SealedRequest with(Exchange exchange, Wrap wrap, byte[] encapsulation) {
        return with(exchange, new Wrap(Bytes.of(encapsulation), wrap.sealedKey()));
    }

    private static SealedRequest with(Exchange exchange, Wrap wrap) {
        SealedRequest request = exchange.sealed.request();
        return new SealedRequest(request.header(), List.of(wrap), request.ciphertext());
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    private static void refused(ThrowingCallable call, EnvelopeFault fault) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EnvelopeException.class, e -> assertThat(e.code())
                .isEqualTo(fault));
    }
}
