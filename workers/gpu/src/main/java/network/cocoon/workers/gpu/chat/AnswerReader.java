package network.cocoon.workers.gpu.chat;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.workers.gpu.chat.AnswerParts.Part;
import network.cocoon.workers.gpu.engine.AnswerForm;

/**
 * Reads an answer as it comes, wherever it is cut. Text is held back only while it may be the beginning of a mark. What looks
 * like a call and is none is text, to the last character.
 */
final class AnswerReader {

    private static final String THINK = "<think>";
    private static final String THOUGHT = "</think>";

    private enum State {
        /** Nothing but white space so far: reasoning may begin. */
        BEGINNING,
        REASONING,
        TEXT,
        CALL
    }

    private final AnswerForm form;
    private final StringBuilder held = new StringBuilder();
    private final List<Part> read = new ArrayList<>();
    private State state;
    private CallReader call;
    private int calls;
    /** White space between reasoning and text, and after calls, belongs to neither. */
    private boolean skipsSpace;

    AnswerReader(AnswerForm form) {
        this.form = form;
        this.call = CallReader.of(form.tools(), 0);
        this.state = form.reasoning() ? State.REASONING : form.reasons() ? State.BEGINNING : State.TEXT;
        this.skipsSpace = form.reasoning();
    }

    /** What can be given out now. */
    List<Part> add(String delta) {
        held.append(delta);
        while (step()) {}
        return taken();
    }

    /** Whether something is held back. */
    boolean holds() {
        return !held.isEmpty() || (state == State.CALL && call.holds());
    }

    /** What was held back when no more comes. */
    List<Part> finish() {
        if (state == State.CALL) {
            text(call.unfinished());
        }
        if (state == State.REASONING) {
            reasoning(held.toString().stripTrailing());
        } else {
            text(held.toString());
        }
        held.setLength(0);
        return taken();
    }

    private List<Part> taken() {
        List<Part> parts = List.copyOf(read);
        read.clear();
        return parts;
    }

    /** True where there may be more to do with what is held. */
    private boolean step() {
        return switch (state) {
            case BEGINNING -> beginning();
            case REASONING -> reasoning();
            case TEXT -> text();
            case CALL -> call();
        };
    }

    private boolean beginning() {
        String text = held.toString().stripLeading();
        if (text.startsWith(THINK)) {
            held.setLength(0);
            held.append(text, THINK.length(), text.length());
            skipsSpace = true;
            state = State.REASONING;
            return true;
        }
        if (THINK.startsWith(text)) {
            return false;
        }
        state = State.TEXT;
        return true;
    }

    private boolean reasoning() {
        skipSpace();
        int end = held.indexOf(THOUGHT);
        if (end >= 0) {
            reasoning(held.substring(0, end).stripTrailing());
            held.delete(0, end + THOUGHT.length());
            skipsSpace = true;
            state = State.TEXT;
            return true;
        }
        // White space before the mark belongs to neither.
        int kept = held.length() - Marks.heldBack(held, List.of(THOUGHT));
        while (kept > 0 && Character.isWhitespace(held.charAt(kept - 1))) {
            kept--;
        }
        reasoning(held.substring(0, kept));
        held.delete(0, kept);
        return false;
    }

    private boolean text() {
        skipSpace();
        String begins = call.begins();
        int at = begins.isEmpty() ? -1 : held.indexOf(begins);
        if (at >= 0) {
            text(held.substring(0, at));
            held.delete(0, at + begins.length());
            state = State.CALL;
            return true;
        }
        int kept = held.length() - (begins.isEmpty() ? 0 : Marks.heldBack(held, List.of(begins)));
        text(held.substring(0, kept));
        held.delete(0, kept);
        return false;
    }

    private boolean call() {
        boolean over = call.add(held, read);
        if (!over) {
            return false;
        }
        if (call.isCall()) {
            calls = call.next();
            skipsSpace = true;
        } else {
            text(call.unfinished());
        }
        call = CallReader.of(form.tools(), calls);
        state = State.TEXT;
        return !held.isEmpty();
    }

    private void skipSpace() {
        while (skipsSpace && !held.isEmpty()) {
            skipsSpace = Character.isWhitespace(held.charAt(0));
            if (skipsSpace) {
                held.deleteCharAt(0);
            }
        }
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            read.add(new Part.Text(text));
        }
    }

    private void reasoning(String text) {
        if (!text.isEmpty()) {
            read.add(new Part.Reasoning(text));
        }
    }
}
