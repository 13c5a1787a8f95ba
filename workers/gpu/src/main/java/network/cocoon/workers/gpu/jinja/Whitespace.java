package network.cocoon.workers.gpu.jinja;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is done to a template's text before it is read, with the options that models' templates are written for: spaces
 * before a block at a line's start go (lstrip_blocks), so does the line's end after one (trim_blocks).
 */
final class Whitespace {

    // Possessive and anchored: linear, whatever the template.
    private static final Pattern BEFORE_BLOCK = Pattern.compile("(?:\\A|(?<=[\n\r\u2028\u2029]))[ \\t]*+(\\{[#%-])");
    private static final Pattern AFTER_BLOCK = Pattern.compile("([#%-]\\})\n");
    /** Marks what a trainer learns from; it means nothing to a prompt. */
    private static final Pattern GENERATION = Pattern.compile("\\{%(-?)\\s*+(?:end)?generation\\s*+(-?)%\\}");

    private Whitespace() {}

    static String prepared(String template) {
        String text = template.endsWith("\n") ? template.substring(0, template.length() - 1) : template;
        text = BEFORE_BLOCK.matcher(text).replaceAll("$1");
        text = AFTER_BLOCK.matcher(text).replaceAll("$1");
        return withoutGeneration(text);
    }

    private static String withoutGeneration(String text) {
        Matcher tag = GENERATION.matcher(text);
        StringBuilder kept = new StringBuilder();
        int at = 0;
        while (tag.find()) {
            if (tag.start() < at) {
                continue;
            }
            String before = text.substring(at, tag.start());
            kept.append(tag.group(1).isEmpty() ? before : Spaces.trimEnd(before));
            at = tag.end();
            while (!tag.group(2).isEmpty() && at < text.length() && Spaces.is(text.charAt(at))) {
                at++;
            }
        }
        return kept.append(text, at, text.length()).toString();
    }
}
