package network.cocoon.client.account;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;

/** How much this client has signed on a UTC day. Written before anything is signed, so that a crash forgets nothing. */
final class SpendRate {

    private static final String FILE = "vouchers.day";

    private final DataFolder folder;
    private final long perDay;
    private final InstantSource clock;

    SpendRate(DataFolder folder, Nanoton perDay, InstantSource clock) {
        this.folder = folder;
        this.perDay = perDay.value();
        this.clock = clock;
    }

    /** What may still be signed today. */
    long left() throws IOException {
        return perDay - signed();
    }

    /** @param nanoton negative where something was not accepted after all */
    void count(long nanoton) throws IOException {
        folder.write(FILE, today() + " " + Math.max(0, Math.addExact(signed(), nanoton)));
    }

    private long signed() throws IOException {
        Optional<String> line = folder.read(FILE);
        if (line.isEmpty()) {
            return 0;
        }
        String[] words = line.get().split(" ", 2);
        try {
            return LocalDate.parse(words[0]).equals(today()) && words.length == 2 ? Long.parseLong(words[1]) : 0;
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IOException(folder.path(FILE) + " is not a day and an amount", e);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
