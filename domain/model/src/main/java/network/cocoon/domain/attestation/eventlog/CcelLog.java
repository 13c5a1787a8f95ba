package network.cocoon.domain.attestation.eventlog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Bytes;

/**
 * The firmware's log, {@code /sys/firmware/acpi/tables/data/CCEL}: crypto-agile events of the TCG (PC Client Platform Firmware
 * Profile, "Event Logging"), in which the number of the register stands one too high (UEFI 2.10, 38.4.1). The rest of the
 * buffer is filled with ones.
 */
public final class CcelLog {

    /** In bytes; firmware gives 64 KiB to 256 KiB. */
    public static final int MAX_LENGTH = 1024 * 1024;

    private static final int MAX_EVENTS = 4096;
    private static final int MAX_PAYLOAD = 64 * 1024;
    private static final int MAX_DIGESTS = 8;
    private static final int SHA384 = 0x0C;
    private static final int SHA1_BYTES = 20;
    private static final int END = 0xFFFF_FFFF;
    private static final byte[] SIGNATURE = "Spec ID Event03\0".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer in;
    private final Map<Integer, Integer> digestSizes = new HashMap<>();
    private final List<LoggedEvent> events = new ArrayList<>();

    private CcelLog(byte[] log) {
        in = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Events in the order in which they were measured. */
    public static List<LoggedEvent> read(byte[] log) throws EventLogException {
        if (log.length > MAX_LENGTH) {
            throw new EventLogException(EventLogRefusal.TOO_LARGE, "more than " + MAX_LENGTH + " bytes");
        }
        CcelLog reader = new CcelLog(log);
        reader.specification();
        while (reader.more()) {
            reader.event();
        }
        return List.copyOf(reader.events);
    }

    /** The first event has the old form, and says which digests the others have. */
    private void specification() throws EventLogException {
        need(4 + 4 + SHA1_BYTES + 4);
        in.getInt();
        long type = Integer.toUnsignedLong(in.getInt());
        in.position(in.position() + SHA1_BYTES);
        ByteBuffer said = ByteBuffer.wrap(take(in.getInt())).order(ByteOrder.LITTLE_ENDIAN);
        byte[] signature = new byte[SIGNATURE.length];
        // Platform class, minor, major, errata, size of an integer: 8 bytes.
        if (type != EventType.NO_ACTION || said.remaining() < SIGNATURE.length + 8 + 4) {
            throw new EventLogException(EventLogRefusal.NO_SPECIFICATION, "the first event says nothing of digests");
        }
        said.get(signature);
        if (!Arrays.equals(signature, SIGNATURE)) {
            throw new EventLogException(EventLogRefusal.NO_SPECIFICATION, "not a log of the version 2 of the profile");
        }
        said.position(said.position() + 8);
        int algorithms = said.getInt();
        if (algorithms < 1 || algorithms > MAX_DIGESTS || said.remaining() < 4L * algorithms) {
            throw new EventLogException(EventLogRefusal.NO_SHA384, "a list of " + algorithms + " digests");
        }
        for (int i = 0; i < algorithms; i++) {
            int algorithm = Short.toUnsignedInt(said.getShort());
            digestSizes.put(algorithm, Short.toUnsignedInt(said.getShort()));
        }
        if (digestSizes.getOrDefault(SHA384, 0) != LoggedEvent.DIGEST) {
            throw new EventLogException(EventLogRefusal.NO_SHA384, "registers of a TD take SHA-384 only");
        }
    }

    private boolean more() {
        return in.remaining() >= 4 && in.getInt(in.position()) != END;
    }

    private void event() throws EventLogException {
        need(4 + 4 + 4);
        long register = Integer.toUnsignedLong(in.getInt());
        long type = Integer.toUnsignedLong(in.getInt());
        byte[] digest = digest();
        need(4);
        byte[] payload = take(in.getInt());
        if (type == EventType.NO_ACTION) {
            return;
        }
        if (register < 1 || register > LoggedEvent.REGISTERS) {
            throw new EventLogException(EventLogRefusal.UNKNOWN_REGISTER, "register " + register);
        }
        if (events.size() == MAX_EVENTS) {
            throw new EventLogException(EventLogRefusal.TOO_LARGE, "more than " + MAX_EVENTS + " events");
        }
        events.add(new LoggedEvent((int) register - 1, type, Bytes.of(digest), "", Bytes.of(payload)));
    }

    /** The SHA-384 one. */
    private byte[] digest() throws EventLogException {
        int count = in.getInt();
        if (count < 1 || count > MAX_DIGESTS) {
            throw new EventLogException(EventLogRefusal.UNKNOWN_DIGEST, count + " digests of one event");
        }
        Map<Integer, byte[]> digests = new HashMap<>();
        for (int i = 0; i < count; i++) {
            need(2);
            int algorithm = Short.toUnsignedInt(in.getShort());
            Integer size = digestSizes.get(algorithm);
            if (size == null || digests.put(algorithm, take(size)) != null) {
                throw new EventLogException(EventLogRefusal.UNKNOWN_DIGEST, "algorithm " + algorithm);
            }
        }
        byte[] sha384 = digests.get(SHA384);
        if (sha384 == null) {
            throw new EventLogException(EventLogRefusal.NO_SHA384, "an event without a SHA-384 digest");
        }
        return sha384;
    }

    private byte[] take(int length) throws EventLogException {
        if (length < 0 || length > MAX_PAYLOAD) {
            throw new EventLogException(EventLogRefusal.TOO_LARGE, "an event of more than " + MAX_PAYLOAD + " bytes");
        }
        need(length);
        byte[] taken = new byte[length];
        in.get(taken);
        return taken;
    }

    private void need(int bytes) throws EventLogException {
        if (in.remaining() < bytes) {
            throw new EventLogException(EventLogRefusal.TRUNCATED, "it ends within an event");
        }
    }
}
