/** The real network under load while its processes are killed and paused at seeded moments; then the auditor. */
@NullMarked
package network.cocoon.ui.chaos;

import org.jspecify.annotations.NullMarked;
