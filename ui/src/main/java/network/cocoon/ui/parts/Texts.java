package network.cocoon.ui.parts;

import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ids, times and counts as the console writes them. */
public final class Texts {

    private static final String NONE = "–";
    private static final int SHORT = 14;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Texts() {}

    /** The beginning of an id; all of it on hover. */
    public static Span id(@Nullable String id) {
        if (id == null) {
            return faint(NONE);
        }
        var span = new Span(id.length() <= SHORT ? id : id.substring(0, SHORT) + "…");
        span.addClassName("id");
        span.setTitle(id);
        return span;
    }

    /** All of an id or digest. */
    public static Span whole(@Nullable String id) {
        if (id == null) {
            return faint(NONE);
        }
        var span = new Span(id);
        span.addClassNames("id", "whole");
        return span;
    }

    public static Span time(@Nullable Instant at) {
        if (at == null) {
            return faint(NONE);
        }
        var span = new Span(TIME.format(at));
        span.addClassName("figure");
        span.setTitle(EXACT.format(at));
        return span;
    }

    public static Span duration(@Nullable Duration duration) {
        var span = duration == null ? faint(NONE) : new Span(millis(duration.toMillis()));
        span.addClassName("figure");
        return span;
    }

    public static Span count(long count) {
        var span = new Span(Ton.grouped(count));
        span.addClassName("figure");
        return span;
    }

    /** For example {@code 840 ms} or {@code 2.35 s}. */
    public static String millis(long millis) {
        return millis < 1_000
                ? millis + " ms"
                : millis < 100_000
                        ? String.format(Locale.ENGLISH, "%d.%02d s", millis / 1_000, millis % 1_000 / 10)
                        : Duration.ofMillis(millis).toMinutes() + " min";
    }

    /** For example {@code 48.2 MB}. */
    public static String bytes(long bytes) {
        long tenths = bytes / 100_000;
        return String.format(Locale.ENGLISH, "%,d.%d MB", tenths / 10, tenths % 10);
    }

    public static Span faint(String text) {
        var span = new Span(text);
        span.addClassName("faint");
        return span;
    }
}
