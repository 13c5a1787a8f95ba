/**
 * Sealed frames from a worker's upload to a client's download, through this node's memory only. Frames are opaque; a
 * bounded buffer holds the worker back where the client reads slowly.
 */
@NullMarked
package network.cocoon.commands.relay;

import org.jspecify.annotations.NullMarked;
