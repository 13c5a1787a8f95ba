package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Supplier;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.workers.gpu.engine.Standing;
import network.cocoon.workers.gpu.operator.OperatorLink;
import network.cocoon.workers.gpu.operator.RefusedByOperator;

/**
 * Has the operator give nothing to a worker whose engine takes nothing: else every request would fail here first. Whoever
 * calls it does so again and again.
 *
 * <p>Only the drain that it ordered itself is lifted again. A worker that is given nothing already, because the operator
 * drained it or its key is over, is left as it is: that is for whoever did so to end.
 */
final class EngineWatch {

    private final Supplier<Standing> engine;
    private final OperatorLink operator;
    private final WorkerId worker;
    private final Runnable broken;
    private final PrintStream out;

    /** By this watch. */
    private boolean drained;

    private String said = "";

    /** @param broken what follows where the engine is beyond mending */
    EngineWatch(Supplier<Standing> engine, OperatorLink operator, WorkerId worker, Runnable broken, PrintStream out) {
        this.engine = engine;
        this.operator = operator;
        this.worker = worker;
        this.broken = broken;
        this.out = out;
    }

    /** One look. False once the engine is beyond mending. */
    boolean look() {
        return switch (engine.get()) {
            case READY -> {
                said = "";
                if (drained) {
                    tell("the engine is well again: taking requests", operator::activate, false);
                }
                yield true;
            }
            case PAUSED -> {
                if (!drained) {
                    pause();
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

    private void pause() {
        try {
            if (isGivenRequests()) {
                tell("the engine takes nothing: no requests until it does", operator::drain, true);
            } else {
                say("the engine takes nothing, and the operator gives it nothing: that is left as it is");
            }
        } catch (IOException e) {
            // Asked again at the next look.
            return;
        }
    }

    /** As the operator lists it. A drain for the operator's own reasons shows nowhere else. */
    private boolean isGivenRequests() throws IOException {
        return operator.models().models().stream()
                .flatMap(model -> model.workers().stream())
                .anyMatch(live -> live.worker().equals(worker));
    }

    private void tell(String why, Drain.Word word, boolean then) {
        try {
            word.say();
            drained = then;
            say(why);
        } catch (RefusedByOperator e) {
            drained = false;
            say(why + ", but the operator says " + e.code());
        } catch (IOException e) {
            // Said again at the next look.
            return;
        }
    }

    /** Once, however often it is so. */
    private void say(String line) {
        if (!line.equals(said)) {
            said = line;
            out.println(line);
            out.flush();
        }
    }
}
