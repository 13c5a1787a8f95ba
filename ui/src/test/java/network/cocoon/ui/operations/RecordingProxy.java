package network.cocoon.ui.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A wire that remembers: passes bytes on, both ways, and keeps them in a folder, a file for each direction of each
 * connection, so that what one side said stands there without a gap.
 */
final class RecordingProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final InetSocketAddress target;
    private final Path folder;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    RecordingProxy(URI target, Path folder) throws IOException {
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getPort());
        this.folder = folder;
        this.listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("wire").start(this::accept);
    }

    URI uri() {
        return URI.create("http://localhost:" + listening.getLocalPort());
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                open.add(near);
                Socket far = new Socket();
                open.add(far);
                far.connect(target);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> copy(near, far, folder.resolve(number + "-up")));
                Thread.ofVirtual().start(() -> copy(far, near, folder.resolve(number + "-down")));
            } catch (IOException e) {
                // Closed, or the other side is not there: whoever connected notices, and we go on.
            }
        }
    }

    private static void copy(Socket from, Socket to, Path record) {
        try (from;
                to;
                FileChannel kept = FileChannel.open(record, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                kept.write(ByteBuffer.wrap(buffer, 0, n));
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // A connection that breaks is part of what is tried here; what passed is on record.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
