package network.cocoon.domain.attestation.eventlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;

/** Four registers that begin as zeros: each event makes one of them SHA-384(register || digest). */
public record Registers(List<Bytes> values) {

    public Registers {
        values = List.copyOf(values);
    }

    public static Registers replay(List<LoggedEvent> events) {
        List<byte[]> values = new ArrayList<>(Collections.nCopies(LoggedEvent.REGISTERS, new byte[LoggedEvent.DIGEST]));
        for (LoggedEvent event : events) {
            values.set(
                    event.register(),
                    sha384(values.get(event.register()), event.digest().toArray()));
        }
        return new Registers(values.stream().map(Bytes::of).toList());
    }

    /** What a register becomes by one more event. */
    public static Bytes extended(Bytes register, Bytes digest) {
        return Bytes.of(sha384(register.toArray(), digest.toArray()));
    }

    /** Refuses a log whose events do not come to these registers of a verified quote. */
    public void require(List<Bytes> rtmrs) throws EventLogException {
        for (int i = 0; i < values.size(); i++) {
            if (rtmrs.size() != values.size() || !values.get(i).equals(rtmrs.get(i))) {
                throw new EventLogException(
                        EventLogRefusal.REGISTER_DIFFERS, "the log does not come to the quote's RTMR" + i);
            }
        }
    }

    static byte[] sha384(byte[]... parts) {
        try {
            MessageDigest sha384 = MessageDigest.getInstance("SHA-384");
            for (byte[] part : parts) {
                sha384.update(part);
            }
            return sha384.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-384", e);
        }
    }
}
