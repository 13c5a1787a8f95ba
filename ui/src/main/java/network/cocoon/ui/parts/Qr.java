package network.cocoon.ui.parts;

import com.vaadin.flow.component.html.Div;
import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code, drawn here as one path: no script, no image from anywhere. Always dark on light, as many readers want it, also
 * where the page is dark.
 */
public final class Qr extends Div {

    /** Modules of quiet around it (ISO/IEC 18004, 5.3.8). */
    private static final int QUIET = 4;

    /**
     * @param text at most some 2,900 bytes; more throws {@link IllegalArgumentException}
     * @param name for those who do not see it
     */
    public Qr(String text, String name) {
        addClassName("qr");
        getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", name);
        // Only numbers go into it, so nothing of the text can become markup.
        getElement().setProperty("innerHTML", svg(text));
    }

    static String svg(String text) {
        QrCode code;
        try {
            code = QrCode.encodeText(text, QrCode.Ecc.LOW);
        } catch (io.nayuki.qrcodegen.DataTooLongException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int from = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
                    path.append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
            }
        }
        int side = code.size + 2 * QUIET;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
                + "\" shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path fill=\"#fff\" d=\"M0 0h" + side + "v"
                + side + "H0z\"/><path fill=\"#000\" d=\"" + path + "\"/></svg>";
    }
}
