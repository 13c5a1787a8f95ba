/**
 * Several nodes on one database: who they are, who is alive, which of them relays an answer, and how one leaves. Nodes
 * speak to each other through the database only.
 */
@NullMarked
package network.cocoon.commands.node;

import org.jspecify.annotations.NullMarked;
