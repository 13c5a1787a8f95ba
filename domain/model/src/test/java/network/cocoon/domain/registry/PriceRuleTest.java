package network.cocoon.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.TokenUsage;
import org.junit.jupiter.api.Test;

class PriceRuleTest {

    private static final int MILLION = 1_000_000;

    private static PriceList prices(long price, Multipliers multipliers, int fee) {
        return new PriceList(new ModelId("m"), 1, Nanoton.of(price), multipliers, fee);
    }

    @Test
    void twentyNanotonATokenGivesNineteenToTheWorker() {
        Charge charge = PriceRule.charge(prices(20, Multipliers.EVEN, 5), 1000, new TokenUsage(1, 0, 0, 0));

        assertThat(charge).isEqualTo(new Charge(Nanoton.of(20), Nanoton.of(19), Nanoton.of(1)));
    }

    @Test
    void roundsUpOnceOverTheSum() {
        // 1 x 1 x 1 x 1 / 10^7 each: four crumbs are one nanoton, not four.
        PriceList crumbs = prices(1, new Multipliers(1, 1, 1, 1), 5);

        assertThat(PriceRule.charge(crumbs, 1, new TokenUsage(1, 1, 1, 1)).cost())
                .isEqualTo(Nanoton.of(1));
        assertThat(PriceRule.charge(crumbs, 1, TokenUsage.NONE)).isEqualTo(Charge.NOTHING);
    }

    @Property(tries = 2000)
    void theShortWayAndTheExactOneAgree(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long price,
            @ForAll @IntRange(max = MILLION) int multiplier,
            @ForAll @IntRange(max = MILLION) int coefficient,
            @ForAll @IntRange(max = 100) int fee,
            @ForAll @IntRange(max = Integer.MAX_VALUE / 4) int tokens) {
        PriceList list = prices(price, new Multipliers(multiplier, 7, multiplier, MILLION), fee);
        TokenUsage usage = new TokenUsage(tokens, tokens, tokens, tokens);

        Charge plain = PlainPrice.charge(list, coefficient, usage);

        if (plain != null) {
            assertThat(plain).isEqualTo(PriceRule.exactly(list, coefficient, usage));
        }
    }

    @Test
    void aListsDigestIsThatOfItsBytes() {
        for (int fee = 0; fee <= 100; fee++) {
            PriceList list = prices(20, Multipliers.EVEN, fee);

            assertThat(list.digest()).isEqualTo(PriceListDigest.computed(list)).isEqualTo(list.digest());
        }
    }

    @Test
    void aWorstCaseBeyondAllMoneyIsNoCeilingAtAll() {
        PriceList dearest = prices(PriceList.DEAREST_TOKEN.value(), new Multipliers(0, 0, MILLION, 0), 5);

        assertThat(PriceRule.covers(Nanoton.of(Long.MAX_VALUE), dearest, MILLION, Integer.MAX_VALUE))
                .isFalse();
        assertThatThrownBy(() -> PriceRule.maxCost(dearest, MILLION, Integer.MAX_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }

    @Property
    void isTheExactSumRoundedUp(
            @ForAll @IntRange(max = MILLION) int prompt,
            @ForAll @IntRange(max = MILLION) int completion,
            @ForAll @IntRange(min = 1, max = 100_000) int coefficient,
            @ForAll @IntRange(max = MILLION) int multiplier,
            @ForAll @LongRange(max = 1_000_000) long price,
            @ForAll @IntRange(max = 100) int fee) {
        PriceList list = prices(price, new Multipliers(multiplier, 0, 10_000, 0), fee);
        BigDecimal tokens = BigDecimal.valueOf(prompt)
                .multiply(BigDecimal.valueOf(multiplier))
                .add(BigDecimal.valueOf(completion).multiply(BigDecimal.valueOf(10_000)));
        BigDecimal exact = tokens.multiply(BigDecimal.valueOf(coefficient))
                .multiply(BigDecimal.valueOf(price))
                .movePointLeft(7);

        Charge charge = PriceRule.charge(list, coefficient, new TokenUsage(prompt, 0, completion, 0));

        assertThat(charge.cost().value())
                .isEqualTo(exact.setScale(0, RoundingMode.CEILING).longValueExact());
        assertThat(charge.reward().value())
                .isEqualTo(BigDecimal.valueOf(charge.cost().value())
                        .multiply(BigDecimal.valueOf(100L - fee))
                        .movePointLeft(2)
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact());
        assertThat(charge.reward().plus(charge.fee())).isEqualTo(charge.cost());
    }

    @Property
    void neverExceedsTheCeiling(
            @ForAll @IntRange(max = 1000) int prompt,
            @ForAll @IntRange(max = 1000) int cached,
            @ForAll @IntRange(max = 1000) int completion,
            @ForAll @IntRange(max = 1000) int reasoning,
            @ForAll @IntRange(max = 20_000) int a,
            @ForAll @IntRange(max = 20_000) int b,
            @ForAll @IntRange(min = 1, max = 100_000) int coefficient,
            @ForAll @LongRange(max = 1_000_000_000) long price) {
        PriceList list = prices(price, new Multipliers(a, b, b, a), 5);
        TokenUsage usage = new TokenUsage(prompt, cached, completion, reasoning);
        Nanoton ceiling = PriceRule.maxCost(list, coefficient, (int) usage.total());

        assertThat(PriceRule.charge(list, coefficient, usage).cost()).isLessThanOrEqualTo(ceiling);
        assertThat(PriceRule.covers(ceiling, list, coefficient, (int) usage.total()))
                .isTrue();
    }

    @Property
    void moreTokensNeverCostLess(
            @ForAll @IntRange(max = MILLION) int tokens,
            @ForAll @IntRange(max = MILLION) int more,
            @ForAll @IntRange(min = 1, max = 100_000) int coefficient,
            @ForAll @LongRange(max = 1_000_000) long price) {
        PriceList list = prices(price, Multipliers.EVEN, 5);

        assertThat(PriceRule.charge(list, coefficient, new TokenUsage(tokens + more, 0, 0, 0))
                        .cost())
                .isGreaterThanOrEqualTo(PriceRule.charge(list, coefficient, new TokenUsage(tokens, 0, 0, 0))
                        .cost());
    }
}
