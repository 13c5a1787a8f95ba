package network.cocoon.workers.gpu.boot;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code cocoon-worker}. */
@Command(
        name = "cocoon-worker",
        mixinStandardHelpOptions = true,
        versionProvider = WorkerVersion.class,
        description = "Runs sealed inference for a Cocoon network on this machine's GPU.",
        subcommands = {
            RunCommand.class,
            DoctorCommand.class,
            ModelCommand.class,
            LogitsCommand.class,
            BenchCommand.class,
            EventLogCommand.class
        })
public final class WorkerCommands implements Runnable {

    @picocli.CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    private WorkerCommands() {}

    /** 0 done; 1 failed, said why; 2 the command line is wrong. */
    public static int execute(String[] args) {
        return line().execute(args);
    }

    static CommandLine line() {
        return new CommandLine(new WorkerCommands()).setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println("cocoon-worker: " + FirstContact.reason(e));
            line.getErr().flush();
            return 1;
        });
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
