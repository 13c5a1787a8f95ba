package network.cocoon.workers.gpu.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import network.cocoon.workers.gpu.decoder.WeightPlan.Rows;
import network.cocoon.workers.gpu.model.Attention;
import network.cocoon.workers.gpu.model.ModelConfig;

/**
 * A shape's arithmetic as TorchScript source, with the plan of its weights. Tokens of all sequences stand in one
 * {@code [tokens, width]} matrix; only attention looks at one sequence at a time, through its segment. The residual
 * stream is in 32 bits throughout.
 */
final class DecoderProgram {

    private static final String CLASS = "Decoder";

    private final ModelConfig config;
    private final Layout layout;
    private final WeightPlan plan = new WeightPlan();
    private final List<String> methods = new ArrayList<>();
    private final StringBuilder blocks = new StringBuilder();

    private DecoderProgram(ModelConfig config, Layout layout) {
        this.config = config;
        this.layout = layout;
    }

    /** The archive with the method {@code step}, and which weights it takes. */
    record Built(byte[] archive, WeightPlan plan) {}

    static Built build(ModelConfig config, Layout layout) {
        DecoderProgram program = new DecoderProgram(config, layout);
        byte[] archive = TorchArchive.of(CLASS, program.source());
        return new Built(archive, program.plan);
    }

    private String source() {
        int rows = config.vocabulary();
        int hidden = config.hidden();
        plan.matrix(hidden, layout.table(), new Rows("model.embed_tokens.weight", rows));
        int norm = plan.vector(new Rows("model.norm.weight", hidden));
        Format format = layout.linear(rows, hidden);
        int head = config.tied()
                ? plan.ofFirst(rows, hidden, format)
                : plan.matrix(hidden, format, new Rows(Weights.HEAD, rows));
        AttentionProgram attention =
                switch (config.attention()) {
                    case Attention.Grouped g -> new GroupedProgram(config, g, layout, plan);
                    case Attention.Latent l -> new LatentProgram(config, l, layout, plan);
                };
        FeedForward dense = new FeedForward(config, layout, plan);
        for (int i = 0; i < config.layers(); i++) {
            String prefix = "model.layers." + i + ".";
            blocks.append("    x = ").append(attention.call(i, prefix)).append('\n');
            blocks.append("    x = ").append(dense.call(i, prefix)).append('\n');
        }
        methods.add(HELPERS);
        methods.add(attention.methods());
        methods.add(dense.methods());
        methods.add(STEP.replace("$BEGINNING", attention.beginning())
                .replace("$BLOCKS", blocks)
                .replace("$NORM", Integer.toString(norm))
                .replace("$HEAD", format.linear("y", Integer.toString(head))));
        return fill(HEADER + String.join("", methods));
    }

    private String fill(String text) {
        return text.replace("$SELF", "self: __torch__." + CLASS)
                .replace("$NONE", "none = annotate(List[Optional[number]], [])")
                .replace("$EPS", String.format(Locale.ROOT, "%.12f", config.normEpsilon()))
                .replace("$PACKED", WeightProgram.PACKED)
                .replace("$DEVICE", "torch.device(\"" + layout.name() + "\")")
                .replace("$ACT", Integer.toString(layout.activations()));
    }

    /** A decimal that the source can hold. */
    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.12f", value);
    }

    private static final String HEADER = """
            class Decoder(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private static final String HELPERS = """
              def norm($SELF, x: Tensor, w: Tensor) -> Tensor:
                return torch.rms_norm(x, [torch.size(x, -1)], w, $EPS)
              def memory($SELF, slots: int, heads: int, positions: int, size: int, type: int) -> Tensor:
                return torch.empty([slots, heads, positions, size], dtype=type, device=$DEVICE)
              def copy($SELF, cache: List[Tensor], source: int, target: int, positions: int) -> Tensor:
                for i in range(torch.len(cache)):
                  a = torch.narrow(torch.select(cache[i], 0, source), 1, 0, positions)
                  b = torch.narrow(torch.select(cache[i], 0, target), 1, 0, positions)
                  torch.copy_(b, a)
                return torch.zeros([0])
              def clear($SELF, cache: List[Tensor], slot: int, first: int, positions: int) -> Tensor:
                for i in range(torch.len(cache)):
                  torch.zero_(torch.narrow(torch.select(cache[i], 0, slot), 1, first, positions))
                return torch.zeros([0])
              def spread($SELF, w: Tensor, scales: Tensor) -> Tensor:
                pairs = torch.stack([torch.bitwise_and(w, 15), torch.bitwise_right_shift(w, 4)], 2)
                steps = torch.sub(torch.to(torch.reshape(pairs, [torch.size(w, 0), -1, 32]), 6), 8)
                sz = torch.to(torch.transpose(scales, 0, 1), 6)
                row = torch.add(torch.mul(steps, torch.narrow(sz, 2, 0, 1)), torch.narrow(sz, 2, 1, 1))
                return torch.to(torch.reshape(row, [torch.size(w, 0), -1]), $ACT)
              def mask($SELF, t: int, s: int, moved: int, window: int, times: int) -> Tensor:
                m = torch.tril(torch.ones([t, s], dtype=11, device=$DEVICE), moved)
                if window > 0:
                  m = torch.logical_and(m, torch.triu(torch.ones([t, s], dtype=11, device=$DEVICE), moved - window + 1))
                return torch.repeat(m, [times, 1])
            """;

    // A segment is four numbers: slot, first row, number of rows, position of the first. A run is three: its first
    // segment, how many, and how many positions it is looked at. All logits come first, then states.
    private static final String STEP = """
              def step($SELF, w: List[Tensor], packed: List[$PACKED], cache: List[Tensor], ids: Tensor, cosines: Tensor, sines: Tensor, segments: List[int], runs: List[int], last: Tensor, states: Tensor) -> Tensor:
                $NONE
                x = torch.to(torch.embedding(w[0], ids), 6)
                cos = torch.unsqueeze(cosines, 1)
                sin = torch.unsqueeze(sines, 1)
            $BEGINNING$BLOCKS    if torch.size(last, 0) > 0:
                  y = torch.to((self).norm(torch.index_select(x, 0, last), w[$NORM]), $ACT)
                  logits = torch.to($HEAD, 6)
                else:
                  logits = torch.zeros([0], device=$DEVICE)
                if torch.size(states, 0) > 0:
                  h = (self).norm(torch.index_select(x, 0, states), w[$NORM])
                  both = torch.cat([torch.reshape(logits, [-1]), torch.reshape(h, [-1])], 0)
                else:
                  both = logits
                return torch.cpu(both)
            """;
}
