package network.cocoon.domain.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * All that the log stores of one event, and the one form of it in bytes that leaves and exports are made of. Numbers are
 * big-endian, texts UTF-8; no two rows have the same bytes.
 *
 * <pre>
 * dense index      8 bytes, from 1
 * sequence         8 bytes
 * revision         4 bytes
 * time             8 bytes, microseconds since 1970, signed
 * salt             32 bytes
 * stream, aggregate id, event id, name: each 2 bytes of length and so many bytes
 * metadata         4 bytes of length and so many bytes
 * payload          the rest of the row
 * </pre>
 *
 * <p>The salt is random and stored beside its event. A key of the log that all salts follow from would be a secret more to keep,
 * and whoever learnt it could guess every event from its public leaf, past ones too; 32 bytes an event cost less.
 *
 * @param index    its place in the one order of the log, from 1 without gaps
 * @param sequence its place in its aggregate, from 0 without gaps
 * @param micros   since 1970, as the server assigned it
 * @param salt     32 bytes that blind the public leaf
 * @param metadata the exact stored bytes
 * @param payload  the exact stored bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record LeafRow(
        long index,
        long sequence,
        int revision,
        long micros,
        byte[] salt,
        String stream,
        String aggregate,
        String eventId,
        String name,
        byte[] metadata,
        byte[] payload) {

    public static final int SALT_BYTES = 32;

    /** Of one text. */
    public static final int MOST_TEXT_BYTES = 0xffff;

    /** Where the salt begins. */
    public static final int SALT_AT = 8 + 8 + 4 + 8;

    /** Before the first text. */
    public static final int FIXED_BYTES = SALT_AT + SALT_BYTES;

    /** The row. Throws {@link IllegalArgumentException} where a text is too long or the salt has another length. */
    public byte[] bytes() {
        byte[][] texts = {utf8(stream), utf8(aggregate), utf8(eventId), utf8(name)};
        int length = FIXED_BYTES + 4 + metadata.length + payload.length;
        for (byte[] text : texts) {
            length += 2 + text.length;
        }
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.length);
        }
        ByteBuffer row = ByteBuffer.allocate(length);
        row.putLong(index).putLong(sequence).putInt(revision).putLong(micros).put(salt);
        for (byte[] text : texts) {
            row.putShort((short) text.length).put(text);
        }
        return row.putInt(metadata.length).put(metadata).put(payload).array();
    }

    private static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_TEXT_BYTES) {
            throw new IllegalArgumentException("a text has at most 65,535 bytes");
        }
        return bytes;
    }
}
