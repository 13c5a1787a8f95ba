/** What an operator does with a running network, tried on a real one: looking for leaks, backing up, restoring. */
@NullMarked
package network.cocoon.ui.operations;

import org.jspecify.annotations.NullMarked;
