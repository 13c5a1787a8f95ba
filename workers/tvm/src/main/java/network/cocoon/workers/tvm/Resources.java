package network.cocoon.workers.tvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What the build laid beside the classes. */
final class Resources {

    private Resources() {}

    static InputStream open(String name) throws IOException {
        InputStream in = Resources.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException(name + " is missing: this module was built without its emulator");
        }
        return in;
    }

    static byte[] bytes(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
