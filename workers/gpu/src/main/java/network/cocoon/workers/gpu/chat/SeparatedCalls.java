package network.cocoon.workers.gpu.chat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.cocoon.workers.gpu.chat.AnswerParts.Part;

/**
 * Calls between DeepSeek's tokens, one after another: name, separator and arguments, or the type, the separator, the name on
 * its line and the arguments in a code block.
 */
final class SeparatedCalls implements CallReader {

    private static final String BEGINS = "<｜tool▁calls▁begin｜>";
    private static final String CALL_ENDS = "<｜tool▁call▁end｜>";
    private static final String ENDS = "<｜tool▁calls▁end｜>";
    private static final Pattern NEXT = Pattern.compile("\\s*+<｜tool▁call▁begin｜>"
            + "(?:function<｜tool▁sep｜>([^\n<]{1,256})\\s*+```json|([^<\n]{1,256})<｜tool▁sep｜>)\\s*+(?=\\{)");

    private final StringBuilder held = new StringBuilder();
    private final int first;
    private int index;
    private Optional<Braces> arguments = Optional.empty();
    private boolean between = true;

    SeparatedCalls(int first) {
        this.first = first;
        this.index = first;
    }

    @Override
    public String begins() {
        return BEGINS;
    }

    @Override
    public boolean add(StringBuilder text, List<Part> parts) {
        held.append(text);
        text.setLength(0);
        while (true) {
            if (between) {
                Matcher next = NEXT.matcher(held);
                if (!next.lookingAt()) {
                    return over(text);
                }
                String name = next.group(1) == null ? next.group(2) : next.group(1);
                parts.add(new Part.Call(index, name.strip()));
                held.delete(0, next.end());
                arguments = Optional.of(new Braces());
                between = false;
            }
            Braces braces = arguments.orElseThrow();
            int taken = braces.take(held);
            if (taken > 0) {
                parts.add(new Part.Arguments(index, held.substring(0, taken)));
                held.delete(0, taken);
            }
            int end = held.indexOf(CALL_ENDS);
            if (!braces.over() || end < 0) {
                return false;
            }
            held.delete(0, end + CALL_ENDS.length());
            index++;
            between = true;
        }
    }

    private boolean over(StringBuilder text) {
        int end = held.indexOf(ENDS);
        if (end >= 0 && isCall()) {
            text.append(held, end + ENDS.length(), held.length());
            held.setLength(0);
            return true;
        }
        return end >= 0 || held.length() > LONGEST_HEAD;
    }

    @Override
    public boolean holds() {
        return between && !isCall();
    }

    @Override
    public boolean isCall() {
        return arguments.isPresent();
    }

    @Override
    public int next() {
        return Math.max(index, first);
    }

    @Override
    public String unfinished() {
        return isCall() ? "" : BEGINS + held;
    }
}
