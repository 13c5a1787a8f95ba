package network.cocoon.ui.security;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** The door. */
@Route(value = "login", autoLayout = false)
@PageTitle("Sign in · Cocoon")
@AnonymousAllowed
public class LoginPage extends Div implements BeforeEnterObserver {

    private final LoginForm form = new LoginForm();

    LoginPage() {
        addClassName("login");
        setSizeFull();
        LoginI18n texts = LoginI18n.createDefault();
        texts.getForm().setTitle("Sign in");
        texts.getErrorMessage().setTitle("Wrong name or password");
        texts.getErrorMessage().setMessage("Check both and try again.");
        form.setI18n(texts);
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        var hint = new Span("The password of the first user was printed when the operator first started,"
                + " and stands in the file console-password of its data folder.");
        hint.addClassName("faint");
        add(new Image("favicon.svg", ""), new H1("Cocoon"), form, hint);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        form.setError(event.getLocation().getQueryParameters().getParameters().containsKey("error"));
    }
}
