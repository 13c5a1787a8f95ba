package network.cocoon.ui.pages;

import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;

/** What surrounds every page: where to go, who is here, light or dark. */
@Layout
@PermitAll
public class MainLayout extends AppLayout {

    private static final String DARK = "cocoon-dark";

    private boolean dark;

    MainLayout(AuthenticationContext authentication) {
        setPrimarySection(Section.DRAWER);
        var brand = new Div(new Image("favicon.svg", ""), new Span("Cocoon"));
        brand.addClassName("brand");
        var nav = new SideNav();
        nav.addItem(new SideNavItem("Overview", OverviewPage.class, VaadinIcon.DASHBOARD.create()));
        var requests = new SideNavItem("Requests", RequestsPage.class, VaadinIcon.EXCHANGE.create());
        requests.setMatchNested(true);
        nav.addItem(requests);
        nav.addItem(new SideNavItem("Workers", WorkersPage.class, VaadinIcon.SERVER.create()));
        nav.addItem(new SideNavItem("Accounts", AccountsPage.class, VaadinIcon.WALLET.create()));
        nav.addItem(new SideNavItem("Events", EventsPage.class, VaadinIcon.LIST_OL.create()));
        nav.addItem(new SideNavItem("System", SystemPage.class, VaadinIcon.COG.create()));

        var who = new Span(authentication.getPrincipalName().orElse(""));
        who.addClassName("who");
        var theme = new Button(VaadinIcon.MOON.create(), _ -> toggle());
        theme.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        theme.setAriaLabel("Light or dark");
        theme.setTooltipText("Light or dark");
        theme.setId("theme");
        var out = new Button(VaadinIcon.SIGN_OUT.create(), _ -> authentication.logout());
        out.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        out.setAriaLabel("Sign out");
        out.setTooltipText("Sign out");
        var foot = new Div(who, theme, out);
        foot.addClassName("foot");
        var drawer = new Div(brand, nav, foot);
        drawer.addClassName("drawer");
        addToDrawer(drawer);
        var toggle = new DrawerToggle();
        toggle.addClassName("drawer-toggle");
        addToNavbar(true, toggle);
        // The browser remembers the choice; without one the system's own is followed.
        getElement().executeJs("return localStorage.getItem($0)", DARK).then(String.class, this::restore);
    }

    private void restore(@org.jspecify.annotations.Nullable String stored) {
        if (stored != null) {
            dark = stored.equals("1");
            apply();
        }
    }

    private void toggle() {
        dark = !dark;
        getElement().executeJs("localStorage.setItem($0, $1)", DARK, dark ? "1" : "0");
        apply();
    }

    private void apply() {
        getUI().ifPresent(ui -> ui.getPage().setColorScheme(dark ? ColorScheme.Value.DARK : ColorScheme.Value.LIGHT));
    }
}
