/**
 * The public page where GPU owners prove their wallets by TON Connect. It is static and not made with Vaadin: whoever reads
 * it has no session here and needs none, a proof must not hang on a push connection while its owner looks for the phone, and
 * TON Connect's SDK runs in the browser anyway. Its script speaks to the command API like any other client. It is served with
 * a content policy that lets nothing be loaded from elsewhere; only the wallets' bridges may be spoken to.
 */
@NullMarked
package network.cocoon.ui.owners;

import org.jspecify.annotations.NullMarked;
