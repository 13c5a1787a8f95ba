package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Supplier;
import network.cocoon.workers.gpu.engine.Standing;
import network.cocoon.workers.gpu.operator.OperatorLink;
import network.cocoon.workers.gpu.operator.RefusedByOperator;

/**
 * Has the operator give nothing to a worker whose engine takes nothing: else every request would fail here first. Whoever
 * calls it does so again and again.
 */
final class EngineWatch {

    private final Supplier<Standing> engine;
    private final OperatorLink operator;
    private final Runnable broken;
    private final PrintStream out;
    private boolean active = true;

    /** @param broken what follows where the engine is beyond mending */
    EngineWatch(Supplier<Standing> engine, OperatorLink operator, Runnable broken, PrintStream out) {
        this.engine = engine;
        this.operator = operator;
        this.broken = broken;
        this.out = out;
    }

    /** One look. False once the engine is beyond mending. */
    boolean look() {
        return switch (engine.get()) {
            case READY -> {
                if (!active) {
                    tell("the engine is well again: taking requests", operator::activate, true);
                }
                yield true;
            }
            case PAUSED -> {
                if (active) {
                    tell("the engine takes nothing: no requests until it does", operator::drain, false);
                }
                yield true;
            }
            case BROKEN -> {
                say("the engine is broken: this worker leaves, to be started again");
                broken.run();
                yield false;
            }
        };
    }

    private void tell(String why, Drain.Word word, boolean then) {
        try {
            word.say();
            active = then;
            say(why);
        } catch (RefusedByOperator e) {
            active = then;
            say(why + ", but the operator says " + e.code());
        } catch (IOException e) {
            // Said again at the next look.
            return;
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
