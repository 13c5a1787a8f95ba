/** The design as tests: each rule names its reason. */
@NullMarked
package network.cocoon.house;

import org.jspecify.annotations.NullMarked;
