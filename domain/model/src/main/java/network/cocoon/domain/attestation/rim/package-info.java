/** Reference integrity manifests: what a device's maker says that it measures when it is sound. */
@NullMarked
package network.cocoon.domain.attestation.rim;

import org.jspecify.annotations.NullMarked;
