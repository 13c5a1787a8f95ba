/** Between a conversation and text: templates on the way in; reasoning, calls and words on the way out. */
@NullMarked
package network.cocoon.workers.gpu.chat;

import org.jspecify.annotations.NullMarked;
