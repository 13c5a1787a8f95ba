package network.cocoon.workers.devchain.explorer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonAddress;

/** Writes a page. What is given as text is escaped; there is no other way in. */
final class Html {

    private static final String STYLE = """
            :root{color-scheme:light dark;--line:light-dark(#dde1e6,#343a40);--dim:light-dark(#5c6670,#9aa4ae);
            --bad:light-dark(#b3261e,#ff8a80);--good:light-dark(#1b6e3c,#7bd88f)}
            body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:72rem;
            background:light-dark(#fff,#16191c);color:light-dark(#16191c,#e8eaed)}
            a{color:light-dark(#0b57d0,#8ab4f8);text-decoration:none}a:hover{text-decoration:underline}
            header{display:flex;gap:1rem;align-items:baseline;flex-wrap:wrap;border-bottom:1px solid var(--line)}
            h1{font-size:1.2rem}h2{font-size:1rem;margin-top:2rem}
            table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;
            border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--dim);font-weight:500}
            td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
            code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}
            ul{list-style:none;padding-left:1.2rem;border-left:1px solid var(--line)}li{margin:.4rem 0}
            .dim{color:var(--dim)}.bad{color:var(--bad)}.good{color:var(--good)}
            div.wide{overflow-x:auto}
            """;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder();

    Html(String title) {
        out.append("<!doctype html><html lang=en><meta charset=utf-8>")
                .append("<meta name=viewport content='width=device-width,initial-scale=1'><title>")
                .append(escaped(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style><header><h1><a href='/'>Cocoon devchain</a></h1>")
                .append("<span class=dim>a local TON chain: its coins are worth nothing</span></header>");
    }

    /** Markup of this class's callers, never of a message. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    Html code(String text) {
        return raw("<code>").text(text).raw("</code>");
    }

    Html heading(String text) {
        return raw("<h2>").text(text).raw("</h2>");
    }

    Html account(TonAddress address) {
        String friendly = address.friendly(true, false);
        return raw("<a href='/account/" + address.raw() + "'><code>")
                .text(friendly.substring(0, 6) + "…" + friendly.substring(42))
                .raw("</code></a>");
    }

    Html transaction(Digest hash) {
        return raw("<a href='/transaction/" + hash.hex() + "'><code>")
                .text(hash.hex().substring(0, 10))
                .raw("</code></a>");
    }

    Html ton(BigInteger nanoton) {
        String amount =
                new BigDecimal(nanoton).movePointLeft(9).stripTrailingZeros().toPlainString();
        return text(amount).raw(" <span class=dim>TON</span>");
    }

    Html time(long unixSeconds) {
        return text(TIME.format(Instant.ofEpochSecond(unixSeconds)));
    }

    Html row(String name, String value) {
        return raw("<tr><th>").text(name).raw("<td><code>").text(value).raw("</code>");
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
