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
            index.getDocument().head().prependElement("script").attr("src", "cocoon.js");
        });
    }
}
