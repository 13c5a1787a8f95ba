package network.cocoon.commands.dispatch;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** {@link Turns} of this process's threads. */
@Component
class ThreadTurns implements Turns {

    @Override
    public Turn turn() {
        var lock = new ReentrantLock();
        return new Turn() {
            @Override
            public void take() {
                lock.lock();
            }

            @Override
            public void give() {
                lock.unlock();
            }
        };
    }
}
