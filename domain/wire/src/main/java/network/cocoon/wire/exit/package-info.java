/**
 * The exit contract on TON, out of which providers are paid without the operator: its code, its data cell, and the claim that a
 * provider sends. For whoever makes a claim or looks at it there: provider, operator and auditor.
 */
@NullMarked
package network.cocoon.wire.exit;

import org.jspecify.annotations.NullMarked;
