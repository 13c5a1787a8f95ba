package network.cocoon.workers.operator.port;

import java.util.List;

/**
 * What a get-method left.
 *
 * @param exitCode 0 and 1 are success
 * @param stack    its results in order; empty where it failed
 */
public record GetMethodAnswer(int exitCode, List<StackValue> stack) {

    public GetMethodAnswer {
        stack = List.copyOf(stack);
    }

    public boolean success() {
        return exitCode == 0 || exitCode == 1;
    }
}
