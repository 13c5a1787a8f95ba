package network.cocoon.ui.local;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and ends with whoever holds the other end of standard input, however that one dies: a pipe
 * closes even on kill -9. So no child of the local network outlives it, and the programs themselves need no such mode.
 */
final class Tethered {

    private Tethered() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("tether").start(Tethered::exitAtEndOfInput);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            System.err.println(args[0] + " ended with " + (cause == null ? e : cause));
            System.exit(1);
        }
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said; only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe says the same as a closed one.
        }
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(13_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(1);
        });
        System.exit(0);
    }
}
