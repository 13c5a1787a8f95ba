package network.cocoon.workers.gpu.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.workers.gpu.model.ModelException.Code;

/**
 * Reads the files of one directory into private memory, each once and front to back, hashing the very bytes it hands
 * out: a host that changes a file later, or between a hash and a read, changes nothing.
 */
final class HashedFiles {

    private static final int MAX_SMALL = 64 << 20;
    private static final int MAX_FILES = 1024;

    private final Path directory;
    private final TreeMap<String, ModelManifest.File> read = new TreeMap<>();

    HashedFiles(Path directory) {
        this.directory = directory;
    }

    /** Takes the bytes of a stream in order. */
    interface Reader {
        void read(Stream stream) throws IOException;
    }

    boolean exists(String name) {
        return Files.isRegularFile(path(name));
    }

    /** Bytes of a file. */
    long size(String name) {
        try {
            return Files.size(path(name));
        } catch (IOException e) {
            throw new ModelException(Code.FILE_UNREADABLE, name + " cannot be read", e);
        }
    }

    /** A whole file of at most 64 MiB. */
    byte[] small(String name) {
        byte[][] content = new byte[1][];
        stream(name, stream -> {
            if (stream.remaining() > MAX_SMALL) {
                throw new ModelException(Code.FILE_TOO_LARGE, name + " has more than " + MAX_SMALL + " bytes");
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) stream.remaining());
            stream.fill(buffer);
            content[0] = buffer.array();
        });
        return content[0];
    }

    /** Hands the file to the reader, hashes what the reader left, and notes the file in the manifest. */
    void stream(String name, Reader reader) {
        if (read.size() == MAX_FILES || read.containsKey(name)) {
            throw new ModelException(Code.FILE_NAME_INVALID, "too many files, or one file named twice");
        }
        try (FileChannel channel = FileChannel.open(path(name), StandardOpenOption.READ)) {
            Stream stream = new Stream(channel, channel.size());
            reader.read(stream);
            stream.skip(stream.remaining());
            read.put(name, new ModelManifest.File(name, stream.size, Digest.of(stream.digest.digest())));
        } catch (IOException e) {
            throw new ModelException(Code.FILE_UNREADABLE, name + " cannot be read", e);
        }
    }

    ModelManifest manifest() {
        return new ModelManifest(List.copyOf(read.values()));
    }

    private Path path(String name) {
        // No part begins with a dot, so the path stays below the directory; weights have no folders.
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}(/config[.]json)?")) {
            throw new ModelException(
                    Code.FILE_NAME_INVALID, "a file of a model has a plain name, or is a folder's config.json");
        }
        Path path = directory.resolve(name);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path)) {
            throw new ModelException(Code.FILE_NAME_INVALID, name + " is not a plain file");
        }
        return path;
    }

    /** The rest of one file. What is taken is hashed on the way. */
    static final class Stream {

        private final FileChannel channel;
        private final long size;
        private final MessageDigest digest;
        private long taken;
        private LongConsumer watch = _ -> {};

        private Stream(FileChannel channel, long size) {
            this.channel = channel;
            this.size = size;
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        /** Tells of each piece how many bytes of this file were taken until then. */
        void watch(LongConsumer watch) {
            this.watch = watch;
        }

        long remaining() {
            return size - taken;
        }

        /** Fills the buffer to its limit and flips it. */
        void fill(ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new EOFException("the file ends early");
                }
            }
            buffer.flip();
            taken += buffer.remaining();
            digest.update(buffer.duplicate());
            watch.accept(taken);
        }

        void skip(long bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            for (long left = bytes; left > 0; left -= buffer.limit()) {
                buffer.clear().limit((int) Math.min(left, buffer.capacity()));
                fill(buffer);
            }
        }
    }
}
