/**
 * What a TD measured while it booted, read and replayed into its registers. A log is text that anybody may have written: what
 * replays to the registers of a verified quote is what was measured, and nothing else is. Pure.
 */
@NullMarked
package network.cocoon.domain.attestation.eventlog;

import org.jspecify.annotations.NullMarked;
