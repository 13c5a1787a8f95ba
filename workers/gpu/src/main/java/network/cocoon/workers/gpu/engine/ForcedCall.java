package network.cocoon.workers.gpu.engine;

import java.util.Optional;

/**
 * The answer is one call and nothing else, with arguments that are valid under the tool's schema.
 *
 * @param name the tool; empty for any of those that the prompt offers
 */
public record ForcedCall(Optional<String> name) {

    @Override
    public String toString() {
        return "ForcedCall[" + (name.isPresent() ? "named" : "any") + "]";
    }
}
