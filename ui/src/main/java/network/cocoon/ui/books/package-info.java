/** What the operator API says of money: escrows, statements, and whether log and chain agree. Over HTTP, like orders. */
@NullMarked
package network.cocoon.ui.books;

import org.jspecify.annotations.NullMarked;
