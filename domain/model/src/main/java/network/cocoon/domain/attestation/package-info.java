/** What a worker proves about itself, who believes it, and why: evidence, policy, verdict, release manifests. Parse, verify and judge are separate rooms; none reads a clock. */
@NullMarked
package network.cocoon.domain.attestation;

import org.jspecify.annotations.NullMarked;
