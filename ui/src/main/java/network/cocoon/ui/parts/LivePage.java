package network.cocoon.ui.parts;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.cocoon.eventstore.Registration;
import network.cocoon.projections.ViewsChanged;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * A page that shows its data anew whenever the views change, and every few seconds where it asks for that. Queries run
 * on a thread of the page's own, never under its lock, and at most a few times a second, however busy the network is;
 * a browser that is slow to draw is not sent more than it takes.
 *
 * @param <T> what one load brings
 */
public abstract class LivePage<T> extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration SLOW_BROWSER = Duration.ofSeconds(10);

    private final transient ViewsChanged changes;
    private final transient Semaphore bell = new Semaphore(0);
    private final Duration atLeastEvery;
    private final Div problem = new Div(new Span("The database does not answer. What you see is from before; the page"
            + " tries again by itself. If this stays, look at the operator's log and at PostgreSQL."));
    private transient @Nullable Registration registration;
    private transient @Nullable Thread loader;

    protected LivePage(ViewsChanged changes) {
        this(changes, Duration.ofMinutes(1));
    }

    /** @param atLeastEvery shows anew even when no view changed: for what moves with the clock */
    protected LivePage(ViewsChanged changes, Duration atLeastEvery) {
        this.changes = changes;
        this.atLeastEvery = atLeastEvery;
        problem.addClassNames("notice", "bad");
        problem.getElement().setAttribute("role", "alert");
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
        registration = changes.subscribe(this::ring);
        loader = Thread.ofVirtual().name("live-page").start(() -> follow(ui));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (registration != null) {
            registration.close();
            registration = null;
        }
        if (loader != null) {
            loader.interrupt();
            loader = null;
        }
        super.onDetach(event);
    }

    /** Loads and shows at once: a filter was changed. */
    protected final void refresh() {
        show(load());
    }

    private void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    private void follow(UI ui) {
        try {
            while (ui.isAttached()) {
                var _ = bell.tryAcquire(atLeastEvery.toMillis(), TimeUnit.MILLISECONDS);
                // Before loading: a change that comes while we load is loaded once more.
                bell.drainPermits();
                Thread.sleep(reload(ui) ? PAUSE : RETRY);
            }
        } catch (InterruptedException e) {
            // The page was left.
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it could. */
    private boolean reload(UI ui) throws InterruptedException {
        try {
            T data = load();
            within(ui, () -> {
                remove(problem);
                show(data);
            });
            return true;
        } catch (DataAccessException e) {
            LOG.warn("a page could not refresh: {}", e.getClass().getSimpleName());
            within(ui, () -> addComponentAsFirst(problem));
            ring();
            return false;
        }
    }

    private void within(UI ui, Runnable change) throws InterruptedException {
        var done = ui.access(() -> {
            if (isAttached()) {
                change.run();
            }
        });
        try {
            done.get(SLOW_BROWSER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("a page is slow to show its news", e);
        } catch (ExecutionException e) {
            LOG.warn("a page could not show its news", e.getCause());
        }
    }
}
