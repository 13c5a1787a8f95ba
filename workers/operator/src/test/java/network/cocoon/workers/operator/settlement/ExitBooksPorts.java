package network.cocoon.workers.operator.settlement;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import network.cocoon.workers.operator.port.Bookmarks;
import network.cocoon.workers.operator.port.ExitReports;
import network.cocoon.workers.operator.port.ExitWork;
import network.cocoon.workers.operator.port.SettlementReports;
import network.cocoon.workers.operator.port.SettlementWork;

/** All ports to the books of an exit and of payouts. */
interface ExitBooksPorts extends ExitWork, ExitReports, SettlementWork, SettlementReports, Bookmarks {

    /** The same, where each call may be the last thing that this process does, or the last thing before which it ends. */
    static ExitBooksPorts crashing(ExitBooksPorts books, SimFaults faults) {
        return (ExitBooksPorts) Proxy.newProxyInstance(
                ExitBooksPorts.class.getClassLoader(),
                new Class<?>[] {ExitBooksPorts.class},
                (_, method, arguments) -> faults.call(() -> {
                    try {
                        return method.invoke(books, arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof RuntimeException cause) {
                            throw cause;
                        }
                        throw new IllegalStateException(e.getCause());
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }
}
