/** The OpenAI chat API as this sidecar speaks it: requests read strictly, answers written as its clients expect. */
@NullMarked
package network.cocoon.client.openai;

import org.jspecify.annotations.NullMarked;
