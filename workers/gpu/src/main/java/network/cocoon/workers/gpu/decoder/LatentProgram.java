package network.cocoon.workers.gpu.decoder;

import network.cocoon.workers.gpu.decoder.WeightPlan.Rows;
import network.cocoon.workers.gpu.model.Attention;
import network.cocoon.workers.gpu.model.ModelConfig;

/**
 * Latent attention. The cache of a block is one tensor, {@code [slots, 1, positions, rank + rotary]}: keys and values are
 * never spread out to heads, the matrices that would do it go to queries and outputs (arXiv 2405.04434, section 2.1.2).
 */
final class LatentProgram implements AttentionProgram {

    private final ModelConfig config;
    private final Attention.Latent a;
    private final Layout layout;
    private final WeightPlan plan;
    private final int queryRows;

    LatentProgram(ModelConfig config, Attention.Latent attention, Layout layout, WeightPlan plan) {
        this.config = config;
        this.a = attention;
        this.layout = layout;
        this.plan = plan;
        this.queryRows = a.heads() * (a.plain() + a.rotary());
    }

    private Format format(int rows, int columns) {
        return layout.linear(rows, columns);
    }

    @Override
    public String beginning() {
        return "";
    }

    @Override
    public String call(int layer, String prefix) {
        int hidden = config.hidden();
        int rank = a.keyValueRank();
        String self = prefix + "self_attn.";
        int norm = plan.vector(new Rows(prefix + "input_layernorm.weight", hidden));
        int down = norm;
        int between = norm;
        int query;
        if (a.queryRank() == 0) {
            query = linear(hidden, self + "q_proj.weight", queryRows);
        } else {
            down = linear(hidden, self + "q_a_proj.weight", a.queryRank());
            between = plan.vector(new Rows(self + "q_a_layernorm.weight", a.queryRank()));
            query = linear(a.queryRank(), self + "q_b_proj.weight", queryRows);
        }
        int both = linear(hidden, self + "kv_a_proj_with_mqa.weight", rank + a.rotary());
        int latent = plan.vector(new Rows(self + "kv_a_layernorm.weight", rank));
        Format spread = layout.activations() == Format.FLOAT_16 ? Format.PLAIN_16 : Format.PLAIN_32;
        int up = plan.matrix(rank, spread, new Rows(self + "kv_b_proj.weight", a.heads() * (a.plain() + a.value())));
        int out = linear(a.heads() * a.value(), self + "o_proj.weight", hidden);
        return "(self).attend(x, w, packed, " + norm + ", " + down + ", " + between + ", " + query + ", " + both + ", "
                + latent + ", " + up + ", " + out + ", cache[" + layer + "], cos, sin, segments)";
    }

    private int linear(int columns, String name, int rows) {
        return plan.matrix(columns, format(rows, columns), new Rows(name, rows));
    }

    @Override
    public String methods() {
        int hidden = config.hidden();
        int rank = a.keyValueRank();
        String query = a.queryRank() == 0
                ? format(queryRows, hidden).linear("h", "query")
                : format(queryRows, a.queryRank())
                        .linear(
                                "torch.to((self).norm(torch.to("
                                        + format(a.queryRank(), hidden).linear("h", "down")
                                        + ", 6), w[between]), $ACT)",
                                "query");
        double scale = config.rope().scoreScale() / Math.sqrt(a.plain() + a.rotary());
        return TEXT.replace("$QUERY", query)
                .replace("$BOTH", format(rank + a.rotary(), hidden).linear("h", "both"))
                .replace("$OUT", format(hidden, a.heads() * a.value()).linear("seen", "out"))
                .replace("$SCALE", DecoderProgram.decimal(scale))
                .replace("$HEADS", Integer.toString(a.heads()))
                .replace("$PLAIN", Integer.toString(a.plain()))
                .replace("$HALF", Integer.toString(a.rotary() / 2))
                .replace("$TURNED", Integer.toString(a.rotary()))
                .replace("$SIZE", Integer.toString(a.plain() + a.rotary()))
                .replace("$VALUE", Integer.toString(a.value()))
                .replace("$RANK", Integer.toString(rank));
    }

    // Pairs to be turned are neighbours; queries and keys are put in the same new order, which no product notices.
    private static final String TEXT = """
              def rope($SELF, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
                pairs = torch.reshape(x, [torch.size(x, 0), torch.size(x, 1), $HALF, 2])
                a = torch.select(pairs, 3, 0)
                b = torch.select(pairs, 3, 1)
                left = torch.sub(torch.mul(a, cos), torch.mul(b, sin))
                right = torch.add(torch.mul(b, cos), torch.mul(a, sin))
                return torch.to(torch.cat([left, right], -1), $ACT)
              def ragged($SELF, q: Tensor, k: Tensor, keys: Tensor, segments: List[int]) -> Tensor:
                outs = annotate(List[Tensor], [])
                for i in range(torch.floordiv(torch.len(segments), 4)):
                  slot = segments[4 * i]
                  row = segments[4 * i + 1]
                  t = segments[4 * i + 2]
                  at = segments[4 * i + 3]
                  ks = torch.select(keys, 0, slot)
                  torch.copy_(torch.narrow(ks, 1, at, t), torch.unsqueeze(torch.narrow(k, 0, row, t), 0))
                  kk = torch.unsqueeze(torch.narrow(ks, 1, 0, at + t), 0)
                  vv = torch.narrow(kk, 3, 0, $RANK)
                  turned = torch.transpose(torch.narrow(q, 0, row, t), 0, 1)
                  qq = torch.reshape(turned, [1, 1, $HEADS * t, $RANK + $TURNED])
                  if t == 1:
                    o = torch.scaled_dot_product_attention(qq, kk, vv, None, 0., False, scale=$SCALE)
                  else:
                    m = (self).mask(t, at + t, at, 0, $HEADS)
                    o = torch.scaled_dot_product_attention(qq, kk, vv, m, 0., False, scale=$SCALE)
                  torch.append(outs, torch.reshape(o, [$HEADS, t, $RANK]))
                return torch.cat(outs, 1)
              def attend($SELF, x: Tensor, w: List[Tensor], packed: List[$PACKED], norm: int, down: int, between: int, query: int, both: int, latent: int, up: int, out: int, keys: Tensor, cos: Tensor, sin: Tensor, segments: List[int]) -> Tensor:
                $NONE
                h = torch.to((self).norm(x, w[norm]), $ACT)
                q = torch.reshape(torch.to($QUERY, 6), [-1, $HEADS, $SIZE])
                spread = torch.reshape(w[up], [$HEADS, $PLAIN + $VALUE, $RANK])
                plain = torch.to(torch.transpose(torch.narrow(q, 2, 0, $PLAIN), 0, 1), $ACT)
                short = torch.transpose(torch.bmm(plain, torch.narrow(spread, 1, 0, $PLAIN)), 0, 1)
                q1 = torch.cat([short, (self).rope(torch.narrow(q, 2, $PLAIN, $TURNED), cos, sin)], 2)
                b = torch.to($BOTH, 6)
                c = torch.to((self).norm(torch.narrow(b, 1, 0, $RANK), w[latent]), $ACT)
                kr = (self).rope(torch.unsqueeze(torch.narrow(b, 1, $RANK, $TURNED), 1), cos, sin)
                k1 = torch.cat([c, torch.squeeze(kr, 1)], 1)
                o = (self).ragged(q1, k1, keys, segments)
                wide = torch.bmm(o, torch.transpose(torch.narrow(spread, 1, $PLAIN, $VALUE), 1, 2))
                seen = torch.reshape(torch.transpose(wide, 0, 1), [-1, $HEADS * $VALUE])
                return torch.add_(x, $OUT)
            """;
}
