/** What is sealed inside a chat request and its frames: plaintext, seen by the app's client and the worker only. */
@NullMarked
package network.cocoon.wire.chat;

import org.jspecify.annotations.NullMarked;
