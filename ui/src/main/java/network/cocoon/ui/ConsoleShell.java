package network.cocoon.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.springframework.stereotype.Component;

/** Puts the console's own script before everything else, so that the remembered theme is there at the first paint. */
@Component
class ConsoleShell implements VaadinServiceInitListener {

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(index -> {
            // By its whole path: it stands before the page's base, so a name alone would be looked for beside whatever
            // page is opened first, and be missing on every page below a folder.
            String script = index.getVaadinRequest().getContextPath() + "/cocoon.js";
            index.getDocument().head().prependElement("script").attr("src", script);
        });
    }
}
