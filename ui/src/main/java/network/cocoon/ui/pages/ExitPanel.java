package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Qr;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.ExitApi.ExitStanding;
import network.cocoon.wire.api.ExitApi.ExitStatus;
import network.cocoon.wire.api.ExitApi.StandingRoot;
import org.jspecify.annotations.Nullable;

/** What the exit owes, and when it would open. Hidden where none is kept. */
final class ExitPanel extends Div {

    private static final String SCHEME = "ton://transfer/";

    private transient @Nullable ExitStatus shown;

    ExitPanel() {
        setVisible(false);
    }

    /** Null where there is none, or nobody answers: the page shows all else. */
    static @Nullable ExitStatus ask(Books books) {
        try {
            return books.exit().orElse(null);
        } catch (ActionRefusedException e) {
            return null;
        }
    }

    void show(@Nullable ExitStatus status) {
        setVisible(status != null);
        if (status == null || status.equals(shown)) {
            return;
        }
        shown = status;
        removeAll();
        var about = new Div(paying(status), figures(status));
        about.addClassName("escrow");
        add(new Panel("Exit, should this operator stop", about).with(badge(status)));
    }

    private static Badge badge(ExitStatus status) {
        StandingRoot root = status.stands();
        if (root != null && root.open()) {
            return new Badge("Open: it pays claims", Tone.BAD);
        }
        if (status.standing() == ExitStanding.FROZEN) {
            return new Badge("Frozen for want of rent", Tone.BAD);
        }
        if (root == null) {
            return new Badge("No root yet: pay in to deploy it", Tone.WARN);
        }
        return status.underWay() == 0
                ? new Badge("Covers what is owed", Tone.GOOD)
                : new Badge("A root is on its way", Tone.BUSY);
    }

    private static Div paying(ExitStatus status) {
        String link = status.standing() == ExitStanding.DEPLOYED ? status.topUpLink() : status.deployLink();
        var anchor = new Anchor();
        anchor.setText("Open in a wallet");
        anchor.setRouterIgnore(true);
        if (link.startsWith(SCHEME)) {
            // A wallet's scheme, which Vaadin does not know as safe; any other stays no link.
            anchor.setUnsafeHref(link);
        }
        var paying = new Div(new Qr(link, "QR code that a TON wallet reads as a payment to the exit"), anchor);
        paying.addClassName("paying");
        return paying;
    }

    private static Div figures(ExitStatus status) {
        Div facts = Panel.facts();
        Panel.fact(facts, "Address", Texts.whole(status.address()));
        Panel.fact(facts, "Reserve", new Ton(status.balance()));
        StandingRoot root = status.stands();
        if (root != null) {
            Panel.fact(
                    facts, "Root", Texts.whole(root.number() + " " + root.root().hex()));
            Panel.fact(facts, "Owes", new Ton(root.owed()));
            Panel.fact(facts, "Not claimed", new Ton(root.unclaimed()));
            Panel.fact(facts, "GPU owners", Texts.number(root.providers()));
            Panel.fact(facts, root.open() ? "Open since" : "Opens unless a root comes", Moment.of(root.opensAt()));
        }
        Panel.fact(facts, "Seen", Moment.of(status.seenAt()));
        return facts;
    }
}
