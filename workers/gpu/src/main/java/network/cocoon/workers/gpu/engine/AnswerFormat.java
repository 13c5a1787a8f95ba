package network.cocoon.workers.gpu.engine;

import java.util.Optional;

/**
 * JSON in place of words.
 *
 * @param schema what the answer is to be valid under; empty for any object
 */
public record AnswerFormat(Optional<String> schema) {

    @Override
    public String toString() {
        return "AnswerFormat[" + schema.map(String::length).orElse(0) + " chars]";
    }
}
