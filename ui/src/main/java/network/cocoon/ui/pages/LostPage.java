package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;
import network.cocoon.ui.parts.EmptyState;

/** An address where nothing is, or nothing for this role: both look alike, so that nobody learns what exists. */
@PageTitle("Not found · Cocoon")
@ParentLayout(MainLayout.class)
@PermitAll
public class LostPage extends Div implements HasErrorParameter<NotFoundException> {

    LostPage() {
        addClassName("page");
        var link = new RouterLink("To the overview", OverviewPage.class);
        add(
                new EmptyState(
                        VaadinIcon.MAP_MARKER,
                        "There is no such page",
                        "Check the address. A page for operators is not here for viewers: ask an operator for the role."),
                link);
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
