package network.cocoon.domain.attestation.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;

/** Writes a tag and then fields, each behind its length as a little-endian u32, so that no two lists share an encoding. */
public final class FieldWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The tag names what follows and its version; it keeps one kind of encoding from passing for another. */
    public FieldWriter(String tag) {
        out.writeBytes(tag.getBytes(StandardCharsets.US_ASCII));
    }

    public FieldWriter bytes(byte[] field) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(field.length)
                .array());
        out.writeBytes(field);
        return this;
    }

    public FieldWriter bytes(Bytes field) {
        return bytes(field.toArray());
    }

    public FieldWriter text(String field) {
        return bytes(field.getBytes(StandardCharsets.UTF_8));
    }

    public FieldWriter digest(Digest field) {
        return bytes(field.raw());
    }

    public FieldWriter number(long field) {
        return bytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(field)
                .array());
    }

    /** Whole seconds since 1970. */
    public FieldWriter time(Instant field) {
        return number(field.getEpochSecond());
    }

    /** A count, then each digest. */
    public FieldWriter digests(Collection<Digest> fields) {
        number(fields.size());
        fields.forEach(this::digest);
        return this;
    }

    /** A count, then each text. */
    public FieldWriter texts(Collection<String> fields) {
        number(fields.size());
        fields.forEach(this::text);
        return this;
    }

    public byte[] toArray() {
        return out.toByteArray();
    }
}
