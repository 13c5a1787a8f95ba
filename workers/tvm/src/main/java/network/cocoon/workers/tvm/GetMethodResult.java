package network.cocoon.workers.tvm;

import java.util.List;

/**
 * @param exitCode 0 and 1 are success
 * @param stack    the last is on top
 */
public record GetMethodResult(int exitCode, long gasUsed, List<StackValue> stack, String vmLog) {

    public GetMethodResult {
        stack = List.copyOf(stack);
    }

    public boolean success() {
        return exitCode == 0 || exitCode == 1;
    }

    /** The entry that is so many below the top. Throws {@link IllegalStateException} where there is none. */
    public StackValue fromTop(int below) {
        if (!success() || below >= stack.size()) {
            throw new IllegalStateException("exit code " + exitCode + ", " + stack.size() + " results");
        }
        return stack.get(stack.size() - 1 - below);
    }
}
