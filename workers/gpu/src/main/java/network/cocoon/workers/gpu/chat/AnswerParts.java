package network.cocoon.workers.gpu.chat;

import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.TokenLogprob;

/** Where an answer goes once it is taken apart. */
public interface AnswerParts {

    /** @param usage cumulative, as in {@link network.cocoon.workers.gpu.engine.TokenSink#text} */
    void part(Part part, TokenUsage usage);

    /** One token of the text that comes next. */
    void logprobs(TokenLogprob token);

    /** What was given so far is not to wait for more. */
    void flush();

    /** The end: no call follows. */
    void finished(Finish finish);

    /** A piece of an answer. */
    sealed interface Part {

        /** More of what the app asked for. */
        record Text(String text) implements Part {

            @Override
            public String toString() {
                return "Text[" + text.length() + " chars]";
            }
        }

        /** More of what the model thinks first. */
        record Reasoning(String text) implements Part {

            @Override
            public String toString() {
                return "Reasoning[" + text.length() + " chars]";
            }
        }

        /** A call begins. */
        record Call(int index, String name) implements Part {

            @Override
            public String toString() {
                return "Call[" + index + "]";
            }
        }

        /** More of a call's arguments, which are JSON. */
        record Arguments(int index, String json) implements Part {

            @Override
            public String toString() {
                return "Arguments[" + json.length() + " chars]";
            }
        }
    }
}
