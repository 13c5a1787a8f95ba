package network.cocoon.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Every module's compiled main classes, found beside this one, whether or not ui depends on them. */
final class House {

    static final List<String> MODULES = List.of(
            "domain/model",
            "domain/wire",
            "domain/eventstore",
            "commands/server",
            "commands/client",
            "projections/views",
            "projections/audit",
            "workers/gpu",
            "workers/teesim",
            "workers/tvm",
            "workers/devchain",
            "workers/operator",
            "ui");

    private House() {}

    /** The folder with mvnw, from wherever the test was started. */
    static Path root() {
        Path dir = Path.of("").toAbsolutePath();
        while (dir != null && !Files.exists(dir.resolve("mvnw"))) {
            dir = dir.getParent();
        }
        if (dir == null) {
            throw new IllegalStateException("run the tests from inside the checkout");
        }
        return dir;
    }

    static JavaClasses classes(String... modules) {
        List<Path> folders = (modules.length == 0 ? MODULES : List.of(modules))
                .stream().map(m -> root().resolve(m).resolve("target/classes")).toList();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalStateException(folder + " is missing: build all modules first (./mvnw verify)");
            }
        }
        // The TON emulator's bytecode is made from WebAssembly: megabytes, and no style to keep.
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/EmulatorModule"))
                .importPaths(folders);
    }
}
