package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import network.cocoon.domain.account.EscrowExit;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Qr;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import org.jspecify.annotations.Nullable;

/** An app's escrow: where it is, how to pay in, and what of it is promised. Hidden where there is none. */
final class EscrowPanel extends Div {

    private static final String SCHEME = "ton://transfer/";

    private transient @Nullable EscrowStatus shown;

    EscrowPanel() {
        setVisible(false);
    }

    /** Null where there is none, or nobody answers: the page shows all else. */
    static @Nullable EscrowStatus ask(Books books, AccountId account) {
        try {
            return books.escrow(account).orElse(null);
        } catch (ActionRefusedException e) {
            return null;
        }
    }

    void show(@Nullable EscrowStatus escrow) {
        setVisible(escrow != null);
        if (escrow == null || escrow.equals(shown)) {
            return;
        }
        shown = escrow;
        removeAll();
        var panel = new Panel("Escrow", new Div(paying(escrow), figures(escrow)));
        panel.getChildren().toList().getLast().addClassNames("escrow");
        EscrowExit exit = escrow.exit();
        if (exit != null) {
            panel.with(new Badge(exit.newKey() == null ? "Closing" : "Changing its key", Tone.WARN));
        }
        add(panel);
    }

    private static Div paying(EscrowStatus escrow) {
        var link = new Anchor();
        link.setText("Open in a wallet");
        link.setRouterIgnore(true);
        if (escrow.depositLink().startsWith(SCHEME)) {
            // A wallet's scheme, which Vaadin does not know as safe; any other stays no link.
            link.setUnsafeHref(escrow.depositLink());
        }
        var paying = new Div(
                new Qr(escrow.depositLink(), "QR code that a TON wallet reads as a deposit into this escrow"), link);
        paying.addClassName("paying");
        return paying;
    }

    private static Div figures(EscrowStatus escrow) {
        SignedVoucher head = escrow.head();
        Nanoton promised = head == null ? escrow.claimed() : head.cumulative();
        long free = Math.max(0, escrow.backed().value() - promised.value());
        Div facts = Panel.facts();
        Panel.fact(facts, "Address", Texts.whole(friendly(escrow)));
        Panel.fact(facts, "Raw", Texts.whole(escrow.address()));
        Panel.fact(facts, "Balance", new Ton(escrow.held()));
        Panel.fact(facts, "Voucher", new Ton(promised), note(head));
        Panel.fact(facts, "Redeemed", new Ton(escrow.claimed()));
        Panel.fact(facts, "Free to promise", new Ton(free));
        Panel.fact(facts, "Ends", Moment.of(escrow.opening().expiry()));
        return facts;
    }

    private static Span note(@Nullable SignedVoucher head) {
        if (head == null) {
            return Texts.faint("none signed");
        }
        var note = Texts.faint("in all, until ");
        note.add(Moment.of(head.validUntil()));
        return note;
    }

    /** As wallets write it; the link has it. */
    private static String friendly(EscrowStatus escrow) {
        String link = escrow.depositLink();
        int end = link.indexOf('?');
        return link.startsWith(SCHEME) && end > 0 ? link.substring(SCHEME.length(), end) : escrow.address();
    }
}
