/**
 * What is sealed inside a request, for an answer in words or in vectors, and inside its frames: plaintext, seen by the app's
 * client and the worker only.
 */
@NullMarked
package network.cocoon.wire.chat;

import org.jspecify.annotations.NullMarked;
