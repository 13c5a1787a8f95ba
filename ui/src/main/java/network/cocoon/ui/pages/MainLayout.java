package network.cocoon.ui.pages;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.security.Actions;
import network.cocoon.ui.security.Doorkeeper;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** What surrounds every page: where to go, who is here, light or dark. It also sees out who may no longer be here. */
@Layout
@PermitAll
public class MainLayout extends AppLayout implements BeforeEnterObserver {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final Duration LAST_WORD = Duration.ofMillis(500);

    private final transient Doorkeeper doorkeeper;
    private final transient AuthenticationContext authentication;
    private transient @Nullable Thread watch;

    MainLayout(AuthenticationContext authentication, Doorkeeper doorkeeper, Actions actions) {
        this.authentication = authentication;
        this.doorkeeper = doorkeeper;
        setPrimarySection(Section.DRAWER);
        boolean operator = actions.offered();
        var drawer = new Div(brand("brand"), nav(operator), foot(actions.whoAmI(), operator));
        drawer.addClassName("drawer");
        addToDrawer(drawer);
        var skip = new Anchor("#content", "Skip to the page");
        skip.addClassName("skip");
        skip.setRouterIgnore(true);
        addToNavbar(skip, new DrawerToggle(), brand("topbar"));
        // The anchor must be the first thing that the keyboard reaches, wherever the navigation bar is shown.
        getElement().executeJs("document.body.prepend($0)", skip.getElement());
    }

    private static Div brand(String css) {
        var brand = new Div(new Image("favicon.svg", ""), new Span("Cocoon"));
        brand.addClassName(css);
        return brand;
    }

    private static SideNav nav(boolean operator) {
        var nav = new SideNav();
        nav.getElement().setAttribute("aria-label", "Pages");
        item(nav, "Overview", OverviewPage.class, VaadinIcon.DASHBOARD);
        item(nav, "Requests", RequestsPage.class, VaadinIcon.EXCHANGE);
        item(nav, "Workers", WorkersPage.class, VaadinIcon.SERVER);
        item(nav, "Accounts", AccountsPage.class, VaadinIcon.WALLET);
        item(nav, "Settlement", SettlementPage.class, VaadinIcon.MONEY_EXCHANGE);
        item(nav, "Registry", RegistryPage.class, VaadinIcon.BOOK);
        item(nav, "Events", EventsPage.class, VaadinIcon.LIST_OL);
        item(nav, "System", SystemPage.class, VaadinIcon.COG);
        if (operator) {
            item(nav, "Users", UsersPage.class, VaadinIcon.USERS);
        }
        return nav;
    }

    private static void item(SideNav nav, String name, Class<? extends Component> page, VaadinIcon icon) {
        var item = new SideNavItem(name, page, icon.create());
        item.setMatchNested(page != OverviewPage.class);
        nav.addItem(item);
    }

    private Div foot(String name, boolean operator) {
        var who = new Div(new Span(name), Texts.faint(operator ? "Operator" : "Viewer, read-only"));
        who.addClassName("who");
        var moon = new Span(VaadinIcon.MOON_O.create());
        moon.addClassName("moon");
        var sun = new Span(VaadinIcon.SUN_O.create());
        sun.addClassName("sun");
        var theme = new Button(new Span(moon, sun));
        theme.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        theme.setId("theme");
        theme.getElement().executeJs("window.cocoon.themeButton(this)");
        var out = new Button(VaadinIcon.SIGN_OUT.create(), _ -> authentication.logout());
        out.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        out.setAriaLabel("Sign out");
        out.setTooltipText("Sign out");
        out.setId("sign-out");
        var foot = new Div(who, theme, out);
        foot.addClassName("foot");
        return foot;
    }

    @Override
    public void setContent(@Nullable Component content) {
        if (content != null) {
            content.setId("content");
            content.getElement().setAttribute("tabindex", "-1");
        }
        super.setContent(content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!welcome()) {
            seeOut(event.getUI());
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        UI ui = event.getUI();
        Authentication who = current();
        watch = Thread.ofVirtual().name("doorkeeper").start(() -> watch(ui, who));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.interrupt();
            watch = null;
        }
        super.onDetach(event);
    }

    private void watch(UI ui, @Nullable Authentication who) {
        try {
            while (ui.isAttached()) {
                Thread.sleep(LOOK_AGAIN);
                if (who != null && !stillWelcome(who)) {
                    var session = ui.getSession().getSession();
                    var _ = ui.access(() -> ui.getPage().setLocation("login"));
                    // The way to the door goes over the session that is about to end.
                    Thread.sleep(LAST_WORD);
                    session.invalidate();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stillWelcome(Authentication who) {
        try {
            return doorkeeper.welcomes(who);
        } catch (DataAccessException e) {
            // Nobody is sent away because the database is away; pages say so themselves, and actions are refused.
            return true;
        }
    }

    private boolean welcome() {
        Authentication who = current();
        return who == null || stillWelcome(who);
    }

    private static @Nullable Authentication current() {
        return SecurityContextHolder.getContext().getAuthentication();
    }

    private static void seeOut(UI ui) {
        ui.getPage().setLocation("login");
        ui.getSession().getSession().invalidate();
    }
}
