package network.cocoon.workers.gpu.embedded;

import java.util.List;
import network.cocoon.workers.gpu.decoder.Decoder;
import network.cocoon.workers.gpu.decoder.Segment;
import network.cocoon.workers.gpu.decoder.Slots;

/** A decoder and its slots, which are made anew after a failure; the weights stay. */
final class DecoderStepper implements Stepper {

    private final Decoder decoder;
    // Not private for the test that breaks it.
    Slots slots;

    DecoderStepper(Decoder decoder, int count, int positions) {
        this.decoder = decoder;
        this.slots = decoder.slots(count, positions);
    }

    @Override
    public int positions() {
        return slots.positions();
    }

    @Override
    public float[][] step(List<Segment> segments) {
        return slots.step(segments);
    }

    @Override
    public void giveBack(float[] logits) {
        decoder.giveBack(logits);
    }

    @Override
    public void copy(int source, int target, int positions) {
        slots.copy(source, target, positions);
    }

    @Override
    public void renew() {
        int count = slots.count();
        int positions = slots.positions();
        slots.close();
        slots = decoder.slots(count, positions);
    }

    @Override
    public void close() {
        slots.close();
        decoder.close();
    }
}
