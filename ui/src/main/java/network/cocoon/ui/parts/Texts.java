package network.cocoon.ui.parts;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ids, durations and counts as the console writes them. */
public final class Texts {

    static final String NONE = "–";

    private static final int SHORT = 14;

    private Texts() {}

    /** The beginning of an id. */
    public static String brief(String id) {
        return id.length() <= SHORT ? id : id.substring(0, SHORT) + "…";
    }

    /** The beginning of an id; all of it on hover. */
    public static Span id(@Nullable String id) {
        if (id == null) {
            return faint(NONE);
        }
        var span = new Span(brief(id));
        span.addClassName("id");
        span.setTitle(id);
        return span;
    }

    /** All of an id or digest, with a button that copies it. */
    public static Span whole(@Nullable String id) {
        if (id == null) {
            return faint(NONE);
        }
        var text = new Span(id);
        text.addClassNames("id", "whole");
        var span = new Span(text);
        span.getElement().appendChild(copy(id));
        return span;
    }

    /** The beginning of an id, leading to the page about it; all of it on hover. */
    public static Anchor brief(String id, String folder) {
        var anchor = new Anchor(folder + "/" + id, brief(id));
        anchor.setRouterIgnore(false);
        anchor.addClassName("id");
        anchor.setTitle(id);
        return anchor;
    }

    /** All of an id, leading to the page about it. */
    public static Span link(@Nullable String id, String folder) {
        if (id == null) {
            return faint(NONE);
        }
        var anchor = new Anchor(folder + "/" + id, id);
        anchor.setRouterIgnore(false);
        anchor.addClassNames("id", "whole");
        var span = new Span(anchor);
        span.getElement().appendChild(copy(id));
        return span;
    }

    private static Element copy(String value) {
        return new Element("cocoon-copy").setAttribute("value", value);
    }

    public static Span duration(@Nullable Duration duration) {
        var span = duration == null ? faint(NONE) : new Span(millis(duration.toMillis()));
        span.addClassName("figure");
        return span;
    }

    public static Span count(long count) {
        var span = new Span(number(count));
        span.addClassName("figure");
        return span;
    }

    /** For example {@code 12,345}. */
    public static String number(long count) {
        return Ton.grouped(count);
    }

    /** For example {@code 840 ms}, {@code 2.35 s} or {@code 2 min 5 s}. */
    public static String millis(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ENGLISH, "%d.%02d s", millis / 1_000, millis % 1_000 / 10);
        }
        long seconds = millis / 1_000;
        return seconds < 3_600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }

    /** For example {@code 48.2 MB}. */
    public static String bytes(long bytes) {
        long tenths = bytes / 100_000;
        return String.format(Locale.ENGLISH, "%,d.%d MB", tenths / 10, tenths % 10);
    }

    /** An enum's name as people write it: {@code WORKER_LOST} is {@code Worker lost}. */
    public static String word(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static Span faint(String text) {
        var span = new Span(text);
        span.addClassName("faint");
        return span;
    }
}
