/** GPU owners: registration and enrolment tokens. */
@NullMarked
package network.cocoon.commands.providers;

import org.jspecify.annotations.NullMarked;
