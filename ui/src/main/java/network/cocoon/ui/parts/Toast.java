package network.cocoon.ui.parts;

import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;

/** A short word about what was just done. */
public final class Toast {

    private static final int SHORT_MILLIS = 4_000;
    private static final int LONG_MILLIS = 9_000;

    private Toast() {}

    public static void done(String text) {
        show(text, SHORT_MILLIS).addThemeVariants(NotificationVariant.LUMO_SUCCESS);
    }

    /** @param text what went wrong and what to do */
    public static void refused(String text) {
        Notification toast = show(text, LONG_MILLIS);
        toast.addThemeVariants(NotificationVariant.LUMO_ERROR);
        toast.setAssertive(true);
    }

    private static Notification show(String text, int millis) {
        return Notification.show(text, millis, Notification.Position.BOTTOM_CENTER);
    }
}
