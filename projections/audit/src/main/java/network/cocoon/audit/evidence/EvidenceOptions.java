package network.cocoon.audit.evidence;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/** The options of one command, each at most once but {@link #SEVERAL}. */
record EvidenceOptions(boolean help, Map<String, List<String>> values) {

    private static final Set<String> SEVERAL = Set.of("--rim", "--ocsp", "--crl");
    private static final int MOST = 64;

    private static final long LATEST_SECOND = 253_402_300_799L; // the year 9999

    EvidenceOptions {
        values = Map.copyOf(values);
    }

    /** @param args the command first, which is not looked at */
    static EvidenceOptions parse(String[] args, Set<String> known) throws UsageException {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            if (args[i].equals("--help") || args[i].equals("-h")) {
                return new EvidenceOptions(true, Map.of());
            }
            if (!known.contains(args[i])) {
                throw new UsageException("unknown argument: " + args[i]);
            }
            if (i + 1 == args.length) {
                throw new UsageException(args[i] + " needs a value");
            }
            List<String> given = values.computeIfAbsent(args[i], _ -> new ArrayList<>());
            given.add(args[i + 1]);
            if (given.size() > (SEVERAL.contains(args[i]) ? MOST : 1)) {
                throw new UsageException(args[i] + " stands twice, or too often");
            }
        }
        return new EvidenceOptions(false, values);
    }

    private @Nullable String value(String name) {
        List<String> given = values.get(name);
        return given == null ? null : given.getFirst();
    }

    Path file(String name) throws UsageException {
        Path file = fileOrNull(name);
        if (file == null) {
            throw new UsageException(name + " FILE is needed");
        }
        return file;
    }

    @Nullable Path fileOrNull(String name) throws UsageException {
        List<Path> files = files(name);
        return files.isEmpty() ? null : files.getFirst();
    }

    /** In the order in which they are given. */
    List<Path> files(String name) throws UsageException {
        try {
            return values.getOrDefault(name, List.of()).stream().map(Path::of).toList();
        } catch (InvalidPathException e) {
            throw new UsageException(name + " takes a file");
        }
    }

    /** Zero where it is not given. */
    int number(String name) throws UsageException {
        try {
            int number =
                    Integer.parseInt(values.getOrDefault(name, List.of("0")).getFirst());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(name + " takes a number");
        }
        throw new UsageException(name + " takes a number from 0 on");
    }

    /** Exactly so many bytes in hexadecimal; null where it is not given. */
    @Nullable Bytes hexOrNull(String name, int length) throws UsageException {
        String value = value(name);
        try {
            if (value == null) {
                return null;
            }
            byte[] bytes = HexFormat.of().parseHex(value);
            if (bytes.length == length) {
                return Bytes.of(bytes);
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + " takes hexadecimal");
        }
        throw new UsageException(name + " takes " + length + " bytes in hexadecimal");
    }

    /** Seconds since 1970, or a time as in 2026-02-03T14:49:26Z; now where it is not given. */
    Instant time(String name, InstantSource clock) throws UsageException {
        String value = value(name);
        if (value == null) {
            return clock.instant();
        }
        try {
            if (value.contains("T")) {
                return Instant.parse(value);
            }
            long seconds = Long.parseLong(value);
            if (seconds >= 0 && seconds <= LATEST_SECOND) {
                return Instant.ofEpochSecond(seconds);
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw new UsageException(name + " takes seconds since 1970 or a time");
        }
        throw new UsageException(name + " takes seconds since 1970 or a time");
    }
}
