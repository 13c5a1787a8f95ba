package network.cocoon.audit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import network.cocoon.domain.kernel.Bytes;

/**
 * How an export begins.
 *
 * @param size   the dense index up to which the log was read
 * @param digest of all that comes before it
 */
record ExportHeader(String network, Set<Bytes> logKeys, long size, Bytes digest) {

    ExportHeader {
        logKeys = Set.copyOf(logKeys);
    }

    static ExportHeader read(InputStream stream) throws IOException {
        DigestInputStream digested = new DigestInputStream(stream, ExportFormat.sha256());
        DataInputStream in = new DataInputStream(digested);
        byte[] magic = ExportFormat.magic();
        if (!Arrays.equals(in.readNBytes(magic.length), magic)) {
            throw new ExportException(ExportFault.NOT_AN_EXPORT, "the file is no export of a log");
        }
        int version = in.readUnsignedShort();
        if (version != ExportFormat.VERSION) {
            throw new ExportException(
                    ExportFault.UNSUPPORTED_VERSION,
                    "version " + version + ", and this auditor reads " + ExportFormat.VERSION);
        }
        byte[] network = new byte[bounded(in.readUnsignedShort(), ExportFormat.MOST_NETWORK_BYTES, "network id")];
        in.readFully(network);
        int keys = bounded(in.readUnsignedShort(), ExportFormat.MOST_KEYS, "keys of the log");
        Set<Bytes> logKeys = new HashSet<>();
        byte[] key = new byte[ExportFormat.KEY_BYTES];
        for (int i = 0; i < keys; i++) {
            in.readFully(key);
            logKeys.add(Bytes.of(key));
        }
        long size = in.readLong();
        Bytes computed = Bytes.of(digested.getMessageDigest().digest());
        byte[] written = new byte[ExportFormat.DIGEST_BYTES];
        in.readFully(written);
        if (!computed.equals(Bytes.of(written))) {
            throw new ExportException(ExportFault.WRONG_DIGEST, "the header was changed after it was written");
        }
        return new ExportHeader(text(network), logKeys, size, computed);
    }

    private static int bounded(int value, int most, String what) {
        if (value > most) {
            throw new ExportException(ExportFault.TOO_LONG, what + ": " + value);
        }
        return value;
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ExportException(ExportFault.MALFORMED, "the network's id is no text", e);
        }
    }
}
