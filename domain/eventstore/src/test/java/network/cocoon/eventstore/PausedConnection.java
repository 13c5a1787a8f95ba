package network.cocoon.eventstore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;

/** A connection whose owner stands still, like a stopped process, when it is about to prepare a certain statement. */
final class PausedConnection {

    private final String statement;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean armed;

    PausedConnection(String statement) {
        this.statement = statement;
    }

    /** From now on it stands still at the statement. */
    void arm() {
        armed = true;
    }

    void awaitPause() throws InterruptedException {
        reached.await();
    }

    void goOn() {
        armed = false;
        released.countDown();
    }

    Connection around(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (armed
                            && method.getName().equals("prepareStatement")
                            && arguments[0].toString().contains(statement)) {
                        reached.countDown();
                        released.await();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
