package network.cocoon.workers.gpu.jinja;

import network.cocoon.workers.gpu.jinja.JinjaException.Code;

/** What one rendering may still use: together some tenths of a second and as many megabytes as a long conversation takes. */
final class Budget {

    /** Nested evaluations; each takes a few frames of the thread's stack. */
    private static final int MOST_DEPTH = 200;

    private static final long MOST_STEPS = 2_000_000;

    /** UTF-16 units and list entries made, also those that are thrown away. */
    private static final long MOST_MADE = 128L << 20;

    /** Of one string. */
    static final int MOST_CHARACTERS = 16 << 20;

    static final int MOST_ITEMS = 100_000;

    /** Comparisons of characters in searches, at worst. */
    private static final long MOST_COMPARED = 1L << 32;

    private int depth;
    private long steps;
    private long made;
    private long compared;

    void enter() {
        if (++depth > MOST_DEPTH) {
            throw new JinjaException(Code.TOO_DEEP, "more than " + MOST_DEPTH + " evaluations in one another");
        }
        step();
    }

    void leave() {
        depth--;
    }

    void step() {
        if (++steps > MOST_STEPS) {
            throw new JinjaException(Code.TOO_MANY_STEPS, "more than " + MOST_STEPS + " steps");
        }
    }

    /** Before a string of this length is made. */
    void characters(long count) {
        if (count > MOST_CHARACTERS) {
            throw new JinjaException(Code.TOO_MUCH_TEXT, "a string of more than " + MOST_CHARACTERS + " characters");
        }
        make(count);
    }

    /** Before a list of this length is made. */
    void items(long count) {
        if (count > MOST_ITEMS) {
            throw new JinjaException(Code.TOO_MUCH_TEXT, "a list of more than " + MOST_ITEMS + " items");
        }
        make(count);
    }

    /** Before one string is looked for in another, or compared with it. */
    void search(String text, String part) {
        compared += (long) text.length() * Math.max(1, part.length());
        if (compared > MOST_COMPARED) {
            throw new JinjaException(Code.TOO_MANY_STEPS, "strings too long to search through");
        }
    }

    /** Before two strings are compared once. */
    void compare(String a, String b) {
        search(a.length() == b.length() ? a : "", "");
    }

    private void make(long count) {
        made += count;
        if (made > MOST_MADE) {
            throw new JinjaException(Code.TOO_MUCH_TEXT, "more than " + MOST_MADE + " characters and items in all");
        }
    }
}
