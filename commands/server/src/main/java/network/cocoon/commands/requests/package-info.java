/** Sealed requests: submission, status, cancel, and the envelope for the worker that was chosen. */
@NullMarked
package network.cocoon.commands.requests;

import org.jspecify.annotations.NullMarked;
