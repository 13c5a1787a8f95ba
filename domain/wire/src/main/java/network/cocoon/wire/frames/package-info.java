/**
 * Messages on a byte stream: a 4-byte length, big endian, then that many bytes. How a response's opening, its sealed
 * frames and the receipt after the last of them travel from worker to operator to client, under the content type
 * {@value network.cocoon.wire.frames.FrameWriter#CONTENT_TYPE}.
 */
@NullMarked
package network.cocoon.wire.frames;

import org.jspecify.annotations.NullMarked;
