package network.cocoon.workers.gpu.decoder;

import network.cocoon.workers.gpu.decoder.WeightPlan.Rows;
import network.cocoon.workers.gpu.model.Experts;
import network.cocoon.workers.gpu.model.Experts.Choice;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.model.ModelConfig.Architecture;

/** The feed-forward layers as source: dense ones, and sparse ones that run each expert on the tokens sent to it. */
final class FeedForward {

    private final ModelConfig config;
    private final Layout layout;
    private final WeightPlan plan;

    FeedForward(ModelConfig config, Layout layout, WeightPlan plan) {
        this.config = config;
        this.layout = layout;
        this.plan = plan;
    }

    String call(int layer, String prefix) {
        int norm = plan.vector(new Rows(prefix + "post_attention_layernorm.weight", config.hidden()));
        if (!config.sparse(layer)) {
            int[] at = gated(prefix + "mlp.", config.intermediate());
            return "(self).dense(x, w, packed, " + norm + ", " + at[0] + ", " + at[1] + ")";
        }
        Experts e = config.experts().orElseThrow();
        int router = plan.matrix(config.hidden(), Format.PLAIN_32, new Rows(prefix + "mlp.gate.weight", e.count()));
        int correction = norm;
        if (config.architecture() == Architecture.DEEPSEEK_V3) {
            correction = plan.vector(new Rows(prefix + "mlp.gate.e_score_correction_bias", e.count()));
        }
        int[] shared = {norm, norm};
        if (e.shared() > 0) {
            shared = gated(prefix + "mlp.shared_experts.", e.shared() * e.intermediate());
        }
        int first = plan.size();
        for (int i = 0; i < e.count(); i++) {
            gated(prefix + "mlp.experts." + i + ".", e.intermediate());
        }
        return "(self).sparse(x, w, packed, " + norm + ", " + router + ", w[" + correction + "], " + shared[0] + ", "
                + shared[1] + ", " + first + ")";
    }

    private int[] gated(String prefix, int width) {
        int both = plan.matrix(
                config.hidden(),
                up(width),
                new Rows(prefix + "gate_proj.weight", width),
                new Rows(prefix + "up_proj.weight", width));
        int down = plan.matrix(width, down(width), new Rows(prefix + "down_proj.weight", config.hidden()));
        return new int[] {both, down};
    }

    private Format up(int width) {
        return layout.linear(2 * width, config.hidden());
    }

    private Format down(int width) {
        return layout.linear(config.hidden(), width);
    }

    String methods() {
        StringBuilder text = new StringBuilder();
        text.append(gate("dense_gate", config.intermediate())).append(DENSE);
        if (config.experts().isPresent()) {
            Experts e = config.experts().get();
            text.append(gate("expert_gate", e.intermediate()));
            text.append(e.shared() > 0 ? gate("shared_gate", e.shared() * e.intermediate()) : "");
            text.append(sparse(e));
        }
        return text.toString();
    }

    private String gate(String name, int width) {
        return GATE.replace("$NAME", name)
                .replace("$UP", up(width).linear("h", "both"))
                .replace("$DOWN", down(width).linear("m", "down"))
                .replace("$WIDTH", Integer.toString(width));
    }

    private String sparse(Experts e) {
        int stride = up(e.intermediate()).tensors() + down(e.intermediate()).tensors();
        String choice =
                switch (e.choice()) {
                    case SOFTMAX -> SOFTMAX;
                    case SOFTMAX_GROUPS ->
                        SOFTMAX
                                + GROUPS.replace("$BEST", "torch.amax(grouped, [2])")
                                        .replace("$OUTSIDE", "0.");
                    case SIGMOID_CORRECTED ->
                        CORRECTED
                                + GROUPS.replace("$BEST", "(self).best_two(grouped)")
                                        .replace("$OUTSIDE", "-inf");
                };
        return (e.choice() == Choice.SIGMOID_CORRECTED ? BEST_TWO : "")
                + SPARSE.replace("$CHOICE", choice)
                        .replace(
                                "$NORMED",
                                e.normed()
                                        ? "torch.div(kept, torch.add(torch.sum(kept, [1], True), 0.00000000000000000001))"
                                        : "kept")
                        .replace(
                                "$SHARED",
                                e.shared() > 0 ? "torch.add(x, (self).shared_gate(h, w, packed, s1, s2))" : "x")
                        .replace("$SCALE", DecoderProgram.decimal(e.scale()))
                        .replace("$CHOSEN", Integer.toString(e.chosen()))
                        .replace("$COUNT", Integer.toString(e.count()))
                        .replace("$KEPTGROUPS", Integer.toString(e.groupsChosen()))
                        .replace("$GROUPS", Integer.toString(e.groups()))
                        .replace("$STRIDE", Integer.toString(stride))
                        .replace(
                                "$SECOND", Integer.toString(up(e.intermediate()).tensors()));
    }

    private static final String GATE = """
              def $NAME($SELF, h: Tensor, w: List[Tensor], packed: List[$PACKED], both: int, down: int) -> Tensor:
                $NONE
                b = $UP
                m = torch.mul(torch.silu_(torch.narrow(b, 1, 0, $WIDTH)), torch.narrow(b, 1, $WIDTH, $WIDTH))
                return $DOWN
            """;

    private static final String DENSE = """
              def dense($SELF, x: Tensor, w: List[Tensor], packed: List[$PACKED], norm: int, both: int, down: int) -> Tensor:
                h = torch.to((self).norm(x, w[norm]), $ACT)
                return torch.add_(x, (self).dense_gate(h, w, packed, both, down))
            """;

    private static final String SOFTMAX = """
                scores = torch.softmax(logits, -1)
                choice = scores
            """;

    private static final String CORRECTED = """
                scores = torch.sigmoid(logits)
                choice = torch.add(scores, correction)
            """;

    private static final String GROUPS = """
                grouped = torch.reshape(choice, [torch.size(choice, 0), $GROUPS, -1])
                _0, best, = torch.topk($BEST, $KEPTGROUPS)
                inside = torch.scatter(torch.zeros([torch.size(choice, 0), $GROUPS], device=$DEVICE), 1, best, 1.)
                wide = torch.reshape(torch.expand_as(torch.unsqueeze(inside, 2), grouped), [-1, $COUNT])
                choice = torch.masked_fill(choice, torch.eq(wide, 0.), $OUTSIDE)
            """;

    private static final String BEST_TWO = """
              def best_two($SELF, grouped: Tensor) -> Tensor:
                two, _1, = torch.topk(grouped, 2)
                return torch.sum(two, [2])
            """;

    private static final String SPARSE = """
              def sparse($SELF, x: Tensor, w: List[Tensor], packed: List[$PACKED], norm: int, router: int, correction: Tensor, s1: int, s2: int, first: int) -> Tensor:
                wide_h = (self).norm(x, w[norm])
                logits = torch.linear(wide_h, w[router])
            $CHOICE    _2, which, = torch.topk(choice, $CHOSEN)
                kept = torch.gather(scores, 1, which)
                weights = torch.reshape(torch.mul($NORMED, $SCALE), [-1])
                flat = torch.reshape(which, [-1])
                order = torch.argsort(flat)
                counts = torch.bincount(flat, None, $COUNT)
                rows = torch.floor_divide(order, $CHOSEN)
                sorted = torch.unsqueeze(torch.index_select(weights, 0, order), 1)
                h = torch.to(wide_h, $ACT)
                out = torch.clone($SHARED)
                at = 0
                for e in range($COUNT):
                  c = int(torch.select(counts, 0, e))
                  if c > 0:
                    r = torch.narrow(rows, 0, at, c)
                    both = first + e * $STRIDE
                    y = (self).expert_gate(torch.index_select(h, 0, r), w, packed, both, both + $SECOND)
                    torch.index_add_(out, 0, r, torch.mul(torch.to(y, 6), torch.narrow(sorted, 0, at, c)))
                    at = at + c
                return out
            """;
}
