package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;
import network.cocoon.ui.parts.EmptyState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The database did not answer when a page was opened. */
@PageTitle("Unavailable · Cocoon")
@ParentLayout(MainLayout.class)
@PermitAll
public class BrokenPage extends Div implements HasErrorParameter<DataAccessException> {

    private static final Logger LOG = LoggerFactory.getLogger(BrokenPage.class);

    BrokenPage() {
        addClassName("page");
        add(new EmptyState(
                VaadinIcon.PLUG,
                "The database does not answer",
                "Nothing is lost: the log is in PostgreSQL. Look whether it runs and at the operator's log, then load"
                        + " this page again."));
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<DataAccessException> parameter) {
        LOG.warn(
                "a page could not be opened: {}",
                parameter.getException().getClass().getSimpleName());
        var again = new Anchor("/" + event.getLocation().getPathWithQueryParameters(), "Load it again");
        again.setRouterIgnore(true);
        again.addClassName("quiet-link");
        add(again);
        return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
}
