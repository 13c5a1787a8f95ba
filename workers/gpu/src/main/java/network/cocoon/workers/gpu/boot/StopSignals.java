package network.cocoon.workers.gpu.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;

/**
 * SIGTERM and SIGINT, each time they come: a shutdown hook hears of the first only, and cannot choose the exit status. By
 * {@code sun.misc.Signal} of the module jdk.unsupported, which has no successor; it is looked up, because the compiler warns of
 * whoever names it.
 */
final class StopSignals {

    private static final String[] NAMES = {"TERM", "INT"};

    private StopSignals() {}

    /**
     * Has the action run at each signal, in place of the virtual machine's own.
     *
     * @return false where signals are not to be had (started with -Xrs): then a shutdown hook is all there is
     */
    static boolean each(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            Object ours = MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            for (String name : NAMES) {
                Object one = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, one, ours);
            }
            return true;
        } catch (InvocationTargetException | ClassNotFoundException e) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("sun.misc.Signal is not what it was", e);
        }
    }
}
