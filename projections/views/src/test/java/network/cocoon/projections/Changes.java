package network.cocoon.projections;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.cocoon.eventstore.Registration;
import org.springframework.context.ApplicationContext;

/** Waits for the views' own signal, as a page does. */
final class Changes implements AutoCloseable {

    private final Semaphore signals = new Semaphore(1);
    private final Registration registration;

    Changes(ApplicationContext node) {
        registration = node.getBean(ViewsChanged.class).subscribe(signals::release);
    }

    void await() throws InterruptedException, TimeoutException {
        if (!signals.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new TimeoutException("the views did not change");
        }
    }

    @Override
    public void close() {
        registration.close();
    }
}
