package network.cocoon.workers.gpu.decoder;

import network.cocoon.workers.gpu.decoder.WeightPlan.Rows;
import network.cocoon.workers.gpu.model.Attention;
import network.cocoon.workers.gpu.model.ModelConfig;

/**
 * Attention in groups of query heads. The cache of a block is two tensors, {@code [slots, heads, positions, size]}, keys and
 * values; keys are of the type that {@link #keys} says.
 */
final class GroupedProgram implements AttentionProgram {

    private static final int BLOCK = 32;

    private final ModelConfig config;
    private final Attention.Grouped a;
    private final WeightPlan plan;
    private final Format projection;
    private final Format output;
    private final boolean coarse;
    private final int keys;
    private final int values;

    /** From so many single tokens on in neighbouring slots. */
    private final int together;

    GroupedProgram(ModelConfig config, Attention.Grouped attention, Layout layout, WeightPlan plan) {
        this.config = config;
        this.a = attention;
        this.plan = plan;
        this.projection = layout.linear(a.queryRows() + 2 * a.keyRows(), config.hidden());
        this.output = layout.linear(config.hidden(), a.queryRows());
        this.coarse = coarse(attention, layout);
        this.keys = keys(attention, layout);
        this.values = layout.activations();
        this.together = keys == values ? 2 : 1;
    }

    private static boolean coarse(Attention.Grouped attention, Layout layout) {
        return attention.headNorm() && layout.precision() == Precision.INT4 && packs(layout);
    }

    /**
     * Single tokens' steps look at this many positions or a multiple of it. The library makes code for each size of a product
     * of 16-bit numbers that it has not met lately, and keeps much of it.
     */
    static int block(Layout layout) {
        return packs(layout) ? BLOCK : 1;
    }

    /** The type of the cache's keys: of 32 bits beside activations of 16, where scores are to be of 32. */
    static int keys(Attention.Grouped attention, Layout layout) {
        return packs(layout) && !coarse(attention, layout) ? Format.FLOAT_32 : layout.activations();
    }

    /** Whether the products are the processor's own of 16-bit numbers. */
    private static boolean packs(Layout layout) {
        return layout.packing().isPresent() && layout.activations() == Format.FLOAT_16;
    }

    // The scale of scores goes half to queries and half to keys, with their turns.
    @Override
    public String beginning() {
        double scale = config.rope().scoreScale() / Math.sqrt(a.headSize());
        return BEGINNING.replace("$ROOT", DecoderProgram.decimal(Math.sqrt(scale)));
    }

    @Override
    public String call(int layer, String prefix) {
        String self = prefix + "self_attn.";
        int norm = plan.vector(new Rows(prefix + "input_layernorm.weight", config.hidden()));
        int all = plan.matrix(
                config.hidden(),
                projection,
                new Rows(self + "q_proj.weight", a.queryRows()),
                new Rows(self + "k_proj.weight", a.keyRows()),
                new Rows(self + "v_proj.weight", a.keyRows()));
        int out = plan.matrix(a.queryRows(), output, new Rows(self + "o_proj.weight", config.hidden()));
        int first = norm;
        int second = norm;
        if (a.bias()) {
            first = plan.vector(
                    new Rows(self + "q_proj.bias", a.queryRows()),
                    new Rows(self + "k_proj.bias", a.keyRows()),
                    new Rows(self + "v_proj.bias", a.keyRows()));
        }
        if (a.headNorm()) {
            first = plan.vector(new Rows(self + "q_norm.weight", a.headSize()));
            second = plan.vector(new Rows(self + "k_norm.weight", a.headSize()));
        }
        return "(self).attend(x, w, packed, " + norm + ", " + all + ", " + out + ", w[" + first + "], w[" + second
                + "], cache[" + 2 * layer + "], cache[" + (2 * layer + 1) + "], turn, across, segments, runs, reach, "
                + a.windowOf(layer) + ")";
    }

    @Override
    public String methods() {
        String projected = projection.linear("h", "all");
        return (REACH + TEXT + (coarse ? COARSE : keys == values ? LIBRARY : WIDE))
                .replace("$FROM", Integer.toString(together))
                .replace("$PROJECTED", a.bias() ? "torch.add(" + projected + ", first)" : projected)
                .replace("$OUT", output.linear("seen", "out"))
                .replace("$NORMED", a.headNorm() ? "(self).normed(both, first, second)" : "both")
                .replace("$HEADS", Integer.toString(a.heads()))
                .replace("$KEYS", Integer.toString(keys))
                .replace("$KV", Integer.toString(a.keyValueHeads()))
                .replace("$GROUP", Integer.toString(a.heads() / a.keyValueHeads()))
                .replace("$HALF", Integer.toString(a.headSize() / 2))
                .replace("$SIZE", Integer.toString(a.headSize()))
                .replace("$QROWS", Integer.toString(a.queryRows()))
                .replace("$KROWS", Integer.toString(a.keyRows()));
    }

    private static final String BEGINNING = """
                turn = torch.mul(torch.cat([cos, cos], -1), $ROOT)
                across = torch.mul(torch.cat([torch.neg(sin), sin], -1), $ROOT)
                reach = (self).reach(segments, runs)
            """;

    private static final String LIBRARY = """
              def look($SELF, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
                if torch.numel(mask) > 0:
                  o = torch.scaled_dot_product_attention(q, k, v, mask, 0., False, scale=1.)
                else:
                  o = torch.scaled_dot_product_attention(q, k, v, None, 0., False, scale=1.)
                return o
            """;

    // The library's own attention multiplies small matrices of 16-bit numbers by a routine that is slow on some
    // processors. Its products of many such matrices are fast, but their results have 16 bits, scores too. That is far
    // below the rounding of weights with 4 where heads are normed; the biases of other models make scores of thousands.
    // Keys are copied before they are transposed: the library would copy what it does not find dense, and column by
    // column.
    private static final String COARSE = """
              def look($SELF, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
                s = torch.size(k, 2)
                keys = torch.contiguous(torch.reshape(k, [-1, s, $SIZE]))
                scores = torch.bmm(torch.reshape(q, [-1, $GROUP, $SIZE]), torch.transpose(keys, 1, 2))
                if torch.numel(mask) > 0:
                  torch.add_(torch.view(scores, [-1, $KV, $GROUP, s]), mask)
                return torch.bmm(torch.softmax(scores, -1), torch.reshape(v, [-1, s, $SIZE]))
            """;

    // Scores of 32 bits need keys of 32, and widening them at each step costs what the products save: so they lie there
    // so, and keys and values together take half as much again.
    private static final String WIDE = """
              def look($SELF, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
                s = torch.size(k, 2)
                heads = torch.reshape(q, [-1, $GROUP, $SIZE])
                scores = torch.bmm(heads, torch.transpose(torch.reshape(k, [-1, s, $SIZE]), 1, 2))
                if torch.numel(mask) > 0:
                  torch.add_(torch.view(scores, [-1, $KV, $GROUP, s]), mask)
                return torch.bmm(torch.to(torch.softmax(scores, -1), $ACT), torch.reshape(v, [-1, s, $SIZE]))
            """;

    // Of each run `reach` has the last position of its sequences and a mask of what is beyond them, which is empty
    // where
    // nothing is.
    private static final String REACH = """
              def reach($SELF, segments: List[int], runs: List[int]) -> List[Tensor]:
                both = annotate(List[Tensor], [])
                for i in range(torch.floordiv(torch.len(runs), 3)):
                  ends = annotate(List[int], [])
                  alike = True
                  for j in range(runs[3 * i + 1]):
                    end = segments[4 * (runs[3 * i] + j) + 3]
                    torch.append(ends, end)
                    if end != ends[0]:
                      alike = False
                  if alike:
                    ends = [ends[0]]
                  places = torch.tensor(ends, device=$DEVICE)
                  beyond = torch.gt(torch.unsqueeze(torch.arange(runs[3 * i + 2], device=$DEVICE), 0), torch.unsqueeze(places, 1))
                  m = torch.zeros([0])
                  if runs[3 * i + 2] > 0:
                    if bool(torch.any(beyond)):
                      wide = torch.masked_fill(torch.zeros([torch.len(ends), runs[3 * i + 2]], dtype=$KEYS, device=$DEVICE), beyond, -inf)
                      m = torch.unsqueeze(torch.unsqueeze(wide, 1), 1)
                  torch.append(both, places)
                  torch.append(both, m)
                return both
            """;

    // The query heads of a group fold into the time axis of their key head, which saves copying the cache for each.
    // Queries and keys are turned in one go: at few sequences calls cost more than what they do.
    private static final String TEXT = """
              def normed($SELF, x: Tensor, first: Tensor, second: Tensor) -> Tensor:
                y = torch.rms_norm(x, [$SIZE], None, $EPS)
                torch.mul_(torch.narrow(y, 1, 0, $HEADS), first)
                torch.mul_(torch.narrow(y, 1, $HEADS, $KV), second)
                return y
              def rope($SELF, x: Tensor, turn: Tensor, across: Tensor) -> Tensor:
                return torch.to(torch.addcmul_(torch.mul(x, turn), torch.roll(x, [$HALF], [-1]), across), $KEYS)
              def alone($SELF, q: Tensor, k: Tensor, v: Tensor, keys: Tensor, values: Tensor, segments: List[int], i: int, window: int) -> Tensor:
                slot = segments[4 * i]
                row = segments[4 * i + 1]
                t = segments[4 * i + 2]
                at = segments[4 * i + 3]
                ks = torch.select(keys, 0, slot)
                vs = torch.select(values, 0, slot)
                torch.copy_(torch.narrow(ks, 1, at, t), torch.transpose(torch.narrow(k, 0, row, t), 0, 1))
                torch.copy_(torch.narrow(vs, 1, at, t), torch.transpose(torch.narrow(v, 0, row, t), 0, 1))
                first = 0
                if window > 0:
                  if at + 1 > window:
                    first = at + 1 - window
                s = at + t - first
                kk = torch.unsqueeze(torch.narrow(ks, 1, first, s), 0)
                vv = torch.unsqueeze(torch.narrow(vs, 1, first, s), 0)
                grouped = torch.reshape(torch.narrow(q, 0, row, t), [t, $KV, $GROUP, $SIZE])
                qq = torch.reshape(torch.permute(grouped, [1, 2, 0, 3]), [1, $KV, $GROUP * t, $SIZE])
                if t == 1:
                  o = torch.scaled_dot_product_attention(torch.to(qq, $ACT), torch.to(kk, $ACT), vv, None, 0., False, scale=1.)
                else:
                  m = (self).mask(t, s, at - first, window, $GROUP)
                  o = torch.scaled_dot_product_attention(torch.to(qq, $ACT), torch.to(kk, $ACT), vv, m, 0., False, scale=1.)
                back = torch.permute(torch.reshape(o, [$KV, $GROUP, t, $SIZE]), [2, 0, 1, 3])
                return torch.reshape(back, [t, $QROWS])
              def together($SELF, q: Tensor, k: Tensor, v: Tensor, keys: Tensor, values: Tensor, slot: int, row: int, at: int, n: int, s: int, places: Tensor, mask: Tensor) -> Tensor:
                ks = torch.narrow(keys, 0, slot, n)
                vs = torch.narrow(values, 0, slot, n)
                if torch.numel(places) > 1:
                  where = annotate(List[Optional[Tensor]], [torch.arange(n, device=$DEVICE), None, places])
                  torch.index_put_(ks, where, torch.narrow(k, 0, row, n))
                  torch.index_put_(vs, where, torch.narrow(v, 0, row, n))
                else:
                  torch.copy_(torch.select(ks, 2, at), torch.narrow(k, 0, row, n))
                  torch.copy_(torch.select(vs, 2, at), torch.narrow(v, 0, row, n))
                kk = torch.narrow(ks, 2, 0, s)
                vv = torch.narrow(vs, 2, 0, s)
                qq = torch.reshape(torch.narrow(q, 0, row, n), [n, $KV, $GROUP, $SIZE])
                return torch.reshape((self).look(qq, kk, vv, mask), [n, $QROWS])
              def ragged($SELF, q: Tensor, k: Tensor, v: Tensor, keys: Tensor, values: Tensor, segments: List[int], runs: List[int], reach: List[Tensor], window: int) -> Tensor:
                outs = annotate(List[Tensor], [])
                for r in range(torch.floordiv(torch.len(runs), 3)):
                  first = runs[3 * r]
                  n = runs[3 * r + 1]
                  beside = n
                  if window > 0:
                    beside = 0
                  if segments[4 * first + 2] > 1:
                    beside = 0
                  if beside >= $FROM:
                    o = (self).together(q, k, v, keys, values, segments[4 * first], segments[4 * first + 1], segments[4 * first + 3], n, runs[3 * r + 2], reach[2 * r], reach[2 * r + 1])
                    torch.append(outs, o)
                  else:
                    for i in range(n):
                      torch.append(outs, (self).alone(q, k, v, keys, values, segments, first + i, window))
                if torch.len(outs) == 1:
                  seen = outs[0]
                else:
                  seen = torch.cat(outs, 0)
                return seen
              def attend($SELF, x: Tensor, w: List[Tensor], packed: List[$PACKED], norm: int, all: int, out: int, first: Tensor, second: Tensor, keys: Tensor, values: Tensor, turn: Tensor, across: Tensor, segments: List[int], runs: List[int], reach: List[Tensor], window: int) -> Tensor:
                $NONE
                h = torch.to((self).norm(x, w[norm]), $ACT)
                p = $PROJECTED
                v = torch.to(torch.reshape(torch.narrow(p, 1, $QROWS + $KROWS, $KROWS), [-1, $KV, $SIZE]), $ACT)
                both = torch.to(torch.reshape(torch.narrow(p, 1, 0, $QROWS + $KROWS), [-1, $HEADS + $KV, $SIZE]), 6)
                turned = (self).rope($NORMED, turn, across)
                q = torch.narrow(turned, 1, 0, $HEADS)
                k = torch.narrow(turned, 1, $HEADS, $KV)
                seen = (self).ragged(q, k, v, keys, values, segments, runs, reach, window)
                return torch.add_(x, $OUT)
            """;
}
