package network.cocoon.workers.gpu.chat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.cocoon.workers.gpu.chat.AnswerParts.Part;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * {@code <tool_call>{"name": ..., "arguments": {...}}</tool_call>}. Arguments are given out as they come where the name comes
 * first, as it does; else once all is there.
 */
final class TaggedCall implements CallReader {

    private static final String BEGINS = "<tool_call>";
    private static final String ENDS = "</tool_call>";
    private static final Pattern NAME_FIRST = Pattern.compile(
            "\\s*+\\{\\s*+\"name\"\\s*+:\\s*+\"([^\"\\\\]{1,256})\"\\s*+,\\s*+\"arguments\"\\s*+:\\s*+(?=\\{)");

    private final int index;
    private final StringBuilder head = new StringBuilder();
    private Optional<Braces> arguments = Optional.empty();

    TaggedCall(int index) {
        this.index = index;
    }

    @Override
    public String begins() {
        return BEGINS;
    }

    @Override
    public boolean add(StringBuilder text, List<Part> parts) {
        if (arguments.isEmpty()) {
            head.append(text);
            text.setLength(0);
            Matcher first = NAME_FIRST.matcher(head);
            if (!first.lookingAt()) {
                return whole(text, parts);
            }
            parts.add(new Part.Call(index, first.group(1)));
            arguments = Optional.of(new Braces());
            text.append(head, first.end(), head.length());
            head.setLength(0);
        }
        Braces braces = arguments.get();
        int taken = braces.take(text);
        if (taken > 0) {
            parts.add(new Part.Arguments(index, text.substring(0, taken)));
            text.delete(0, taken);
        }
        return braces.over() && ended(text);
    }

    /** What is between the arguments and the mark says nothing. */
    private static boolean ended(StringBuilder text) {
        int end = text.indexOf(ENDS);
        if (end < 0) {
            text.delete(0, text.length() - Marks.heldBack(text, List.of(ENDS)));
            return false;
        }
        text.delete(0, end + ENDS.length());
        return true;
    }

    private boolean whole(StringBuilder text, List<Part> parts) {
        int end = head.indexOf(ENDS);
        if (end < 0) {
            return head.length() > LONGEST_HEAD;
        }
        Optional<JsonNode> call = call(head.substring(0, end));
        if (call.isPresent()) {
            arguments = Optional.of(new Braces());
            parts.add(new Part.Call(index, call.get().get("name").stringValue()));
            parts.add(new Part.Arguments(index, Json.write(call.get().get("arguments"))));
            text.append(head, end + ENDS.length(), head.length());
            head.setLength(0);
        }
        return true;
    }

    private static Optional<JsonNode> call(String json) {
        try {
            JsonNode call = Json.read(json);
            boolean good =
                    call.path("name").isString() && call.path("arguments").isObject();
            return good ? Optional.of(call) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean holds() {
        return arguments.isEmpty();
    }

    @Override
    public boolean isCall() {
        return arguments.isPresent();
    }

    @Override
    public int next() {
        return index + 1;
    }

    @Override
    public String unfinished() {
        return isCall() ? "" : BEGINS + head;
    }
}
