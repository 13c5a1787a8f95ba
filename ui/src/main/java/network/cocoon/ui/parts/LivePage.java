package network.cocoon.ui.parts;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import network.cocoon.eventstore.Registration;
import network.cocoon.projections.ViewsChanged;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * A page that shows its data anew whenever the views change. Queries run on a thread of their own, never under the
 * page's lock, and at most a few times a second, however busy the network is.
 *
 * @param <T> what one load brings
 */
public abstract class LivePage<T> extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final transient ViewsChanged changes;
    private final AtomicBoolean pending = new AtomicBoolean();
    private transient @Nullable Registration registration;

    protected LivePage(ViewsChanged changes) {
        this.changes = changes;
    }

    /** Queries; on a thread without the page's lock. */
    protected abstract T load();

    /** Shows; under the page's lock. */
    protected abstract void show(T data);

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        addClassName("page");
        UI ui = event.getUI();
        show(load());
        registration = changes.subscribe(() -> refreshLater(ui));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (registration != null) {
            registration.close();
            registration = null;
        }
        super.onDetach(event);
    }

    /** Loads and shows at once: a filter was changed. */
    protected final void refresh() {
        show(load());
    }

    private void refreshLater(UI ui) {
        if (pending.compareAndSet(false, true)) {
            Thread.ofVirtual().name("live-page").start(() -> reload(ui));
        }
    }

    private void reload(UI ui) {
        try {
            Thread.sleep(PAUSE);
            // Before loading: a change that comes while we load is loaded once more.
            pending.set(false);
            T data = load();
            if (ui.isAttached()) {
                var _ = ui.access(() -> {
                    if (isAttached()) {
                        show(data);
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException e) {
            LOG.warn("a page could not refresh: {}", e.getMessage());
        }
    }
}
