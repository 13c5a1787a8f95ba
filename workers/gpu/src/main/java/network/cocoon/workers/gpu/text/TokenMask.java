package network.cocoon.workers.gpu.text;

/** Which tokens of one answer may be drawn. For one thread. */
public interface TokenMask {

    /** All of them. */
    TokenMask NONE = new TokenMask() {
        @Override
        public void apply(float[] logits) {}

        @Override
        public void took(int token) {}
    };

    /** Makes impossible what may not come next. */
    void apply(float[] logits);

    /** The token that was drawn. */
    void took(int token);
}
