package network.cocoon.workers.gpu.chat;

import java.util.List;
import network.cocoon.workers.gpu.chat.AnswerParts.Part;
import network.cocoon.workers.gpu.engine.AnswerForm;

/** Reads calls in one form, from the mark that begins them to the one that ends them. */
interface CallReader {

    /** Longer than any name, and than arguments that come before it. */
    int LONGEST_HEAD = 16 << 10;

    /** The mark; empty where nothing is a call. */
    String begins();

    /** Takes what it can. True once it is over: a call, or none after all. */
    boolean add(StringBuilder text, List<Part> parts);

    /** Whether it holds back what nobody was given yet. */
    boolean holds();

    /** Whether something of a call was given out. */
    boolean isCall();

    /** The place of the call that comes next. */
    int next();

    /** The text as the model wrote it, where it was no call or breaks off before it is one. */
    String unfinished();

    /** @param first the place of the first call among those of the answer */
    static CallReader of(AnswerForm.Tools form, int first) {
        return switch (form) {
            case NONE -> new NoCalls();
            case TAGGED -> new TaggedCall(first);
            case SEPARATED, FENCED -> new SeparatedCalls(first);
        };
    }
}
