package network.cocoon.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import network.cocoon.domain.transparency.LeafRow;

/**
 * A log in a file, version 1. Numbers are big-endian and unsigned but for times, texts are UTF-8.
 *
 * <pre>
 * header   magic            8 bytes, 89 'C' 'O' 'C' 'L' 'O' 'G' 0a
 *          version          2 bytes, 1
 *          network id       2 bytes of length, at most 255, and so many bytes
 *          log keys         2 bytes of count, at most 1,024, and 32 bytes each
 *          size             8 bytes, the dense index up to which the log was read
 *          digest           32 bytes, SHA-256 of all bytes before
 * block    length           4 bytes, of the rows
 *          rows             4 bytes, how many, at least 1
 *          digest           32 bytes, SHA-256 of the rows' bytes
 *          the rows
 * ...
 * trailer  length           4 bytes, 0
 *          events           8 bytes, how many rows all blocks have
 *          digest           32 bytes, SHA-256 of the label, the header's digest, each block's digest and events
 *
 * row      length           4 bytes, of what follows, at most 16 MiB
 *          the event        as {@link LeafRow} describes it
 * </pre>
 *
 * Rows come in the order of the dense index. A block is 256 KiB of rows at most, or a single longer row: so any thread
 * can check and read it, and nothing of a damaged block is believed. Envelope, metadata, payload and salt are the exact
 * stored bytes, all that a leaf is made of. Nothing that can be erased is in it: the log holds commitments only.
 *
 * <p>The last digest names the export. It tells accidents, and two exports apart; it proves nothing about who wrote the
 * file, which to the auditor is as hostile as a database.
 */
final class ExportFormat {

    static final int VERSION = 1;
    static final int DIGEST_BYTES = 32;
    static final int KEY_BYTES = 32;
    static final int MOST_NETWORK_BYTES = 255;
    static final int MOST_KEYS = 1_024;
    static final int MOST_BLOCK_BYTES = 256 * 1024;
    static final int MOST_ROW_BYTES = 16 * 1024 * 1024;

    /** Length, rows, digest. */
    static final int BLOCK_HEAD_BYTES = 4 + 4 + DIGEST_BYTES;

    private static final byte[] MAGIC = {(byte) 0x89, 'C', 'O', 'C', 'L', 'O', 'G', '\n'};
    private static final String LABEL = "cocoon/export/v1";

    private ExportFormat() {}

    static byte[] magic() {
        return MAGIC.clone();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Gathers what the last digest is of, from the header's on. */
    static MessageDigest whole(byte[] headerDigest) {
        MessageDigest whole = sha256();
        whole.update(LABEL.getBytes(StandardCharsets.US_ASCII));
        whole.update(headerDigest);
        return whole;
    }
}
