package network.cocoon.ui.parts;

import com.vaadin.flow.component.html.Span;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import network.cocoon.domain.kernel.Nanoton;

/** An amount in TON, all nine places where they matter; the exact nanoton on hover. */
public final class Ton extends Span {

    private static final int NANO = 9;
    private static final long NO_LONGER_DUST = 1_000_000;

    public Ton(Nanoton amount) {
        this(amount.value());
    }

    /** @param nanoton signed, for moves */
    public Ton(long nanoton) {
        super(text(nanoton));
        addClassName("figure");
        setTitle(grouped(nanoton) + " nanoton");
    }

    /** For example {@code 0.004812 TON}. */
    public static String text(long nanoton) {
        BigDecimal ton = BigDecimal.valueOf(nanoton, NANO);
        var format = new DecimalFormat("#,##0.00#######", DecimalFormatSymbols.getInstance(Locale.ENGLISH));
        return format.format(ton) + " TON";
    }

    /** For a headline: four places, or whole nanoton where those would show nothing. The exact amount goes on hover. */
    public static String rounded(long nanoton) {
        if (nanoton != 0 && Math.abs(nanoton) < NO_LONGER_DUST) {
            return grouped(nanoton) + " nanoton";
        }
        var format = new DecimalFormat("#,##0.00##", DecimalFormatSymbols.getInstance(Locale.ENGLISH));
        return format.format(BigDecimal.valueOf(nanoton, NANO)) + " TON";
    }

    static String grouped(long value) {
        return String.format(Locale.ENGLISH, "%,d", value);
    }
}
