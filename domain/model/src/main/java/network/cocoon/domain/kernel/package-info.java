/** What every stream is made of: deciders, decisions, money, tokens, typed ids. No clock, no randomness, no framework. */
@NullMarked
package network.cocoon.domain.kernel;

import org.jspecify.annotations.NullMarked;
