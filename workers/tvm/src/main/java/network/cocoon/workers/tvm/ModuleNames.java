package network.cocoon.workers.tvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which short name of the module stands for what. Generated from the JavaScript glue when this module is built. */
final class ModuleNames {

    private final Properties names = new Properties();

    ModuleNames() {
        try (InputStream in = Resources.open("names.properties")) {
            names.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The full name of an import. */
    String imported(String shortName) {
        return known("import." + shortName);
    }

    /** The short name of an export. */
    String exported(String fullName) {
        return known("export." + fullName);
    }

    private String known(String key) {
        String name = names.getProperty(key);
        if (name == null) {
            throw new IllegalStateException("the glue of this emulator does not name " + key);
        }
        return name;
    }
}
