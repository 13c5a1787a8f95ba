/** GPU workers: enrolment, attestation, offers, and whether they are alive. */
@NullMarked
package network.cocoon.commands.workers;

import org.jspecify.annotations.NullMarked;
