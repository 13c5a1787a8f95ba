package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.eventlog.CcelLog;
import network.cocoon.domain.attestation.eventlog.DstackLog;
import network.cocoon.domain.attestation.eventlog.EventLogException;
import network.cocoon.domain.attestation.eventlog.LoggedEvent;
import network.cocoon.domain.attestation.eventlog.PayloadCheck;
import network.cocoon.domain.attestation.eventlog.Registers;
import network.cocoon.domain.attestation.tdx.Quote;
import network.cocoon.domain.attestation.tdx.TdReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cocoon-worker eventlog}: whether a boot log comes to the registers of a quote, event by event. */
@Command(
        name = "eventlog",
        mixinStandardHelpOptions = true,
        description = "Replays a boot log and holds it against a quote's registers. Status 1 where they differ.")
final class EventLogCommand implements Callable<Integer> {

    private static final int BEGINS_JSON = '[';

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--quote",
            required = true,
            paramLabel = "FILE",
            description = "The quote; its own signature is not looked at here.")
    @SuppressWarnings("NullAway.Init")
    private Path quote;

    @Option(
            names = "--log",
            split = ",",
            paramLabel = "FILE",
            description =
                    "The firmware's log (CCEL), dstack's JSON or the worker's boot-events.json; several with commas "
                            + "between them (default: ${DEFAULT-VALUE}).")
    private List<Path> logs = List.of(Path.of("/sys/firmware/acpi/tables/data/CCEL"));

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            TdReport td = report();
            List<LoggedEvent> events = events();
            for (LoggedEvent event : events) {
                out.println("RTMR" + event.register() + "  " + event.digest().hex() + "  "
                        + event.typeName().orElseGet(() -> "0x" + Long.toHexString(event.type()))
                        + (PayloadCheck.proves(event) ? "  " + said(event) : ""));
            }
            Registers.replay(events).require(td.rtmrs());
            out.println("the log comes to all four registers of the quote");
            return 0;
        } catch (EventLogException | RefusedException e) {
            spec.commandLine().getErr().println("cocoon-worker: " + e.getMessage());
            return 1;
        }
    }

    /** Only what the digest proves; characters that a terminal would take for more are left out. */
    private static String said(LoggedEvent event) {
        return event.name().replaceAll("[^\\x20-\\x7e]", "?") + "  "
                + event.payload().length() + " bytes, proven";
    }

    private TdReport report() throws IOException, RefusedException {
        if (Quote.parse(bounded(quote, Evidence.MAX_QUOTE)).body() instanceof TdReport td) {
            return td;
        }
        throw new IOException(quote + " is not the quote of a TD");
    }

    private List<LoggedEvent> events() throws IOException, EventLogException {
        List<LoggedEvent> events = new ArrayList<>();
        for (Path log : logs) {
            byte[] bytes = bounded(log, Math.max(CcelLog.MAX_LENGTH, DstackLog.MAX_LENGTH));
            events.addAll(bytes.length > 0 && bytes[0] == BEGINS_JSON ? DstackLog.read(bytes) : CcelLog.read(bytes));
        }
        return events;
    }

    /** The kernel tells no sizes of its tables, so reading decides. */
    private static byte[] bounded(Path file, int most) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException(file + " has more than " + most + " bytes");
            }
            return bytes;
        }
    }
}
