package network.cocoon.workers.gpu.embedded;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.workers.gpu.decoder.Segment;

/** A model that counts: after a token the next number is sure. Notes what each step was asked, and fails when told to. */
final class CountingStepper implements Stepper {

    static final int VOCABULARY = 1000;

    private final List<List<Segment>> asked = new ArrayList<>();
    private final List<List<Integer>> copies = new ArrayList<>();
    private final List<float[]> given = new ArrayList<>();
    private int failures;
    private int renewed;
    private boolean closed;

    synchronized void failNext(int times) {
        failures = times;
    }

    synchronized List<List<Segment>> asked() {
        return List.copyOf(asked);
    }

    /** Source, target and positions of each. */
    synchronized List<List<Integer>> copies() {
        return List.copyOf(copies);
    }

    /** The logits that came back, the oldest first. */
    synchronized List<float[]> given() {
        return List.copyOf(given);
    }

    synchronized int renewed() {
        return renewed;
    }

    synchronized boolean closed() {
        return closed;
    }

    @Override
    public int positions() {
        return 4096;
    }

    @Override
    public float[][] step(List<Segment> segments) {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("as told");
            }
            asked.add(List.copyOf(segments));
        }
        return segments.stream()
                .filter(Segment::wanted)
                .map(segment -> {
                    float[] logits = new float[VOCABULARY];
                    logits[(segment.tokens()[segment.tokens().length - 1] + 1) % VOCABULARY] = 1;
                    return logits;
                })
                .toArray(float[][]::new);
    }

    @Override
    public synchronized void giveBack(float[] logits) {
        given.add(logits);
    }

    @Override
    public synchronized void copy(int source, int target, int positions) {
        copies.add(List.of(source, target, positions));
    }

    @Override
    public synchronized void renew() {
        renewed++;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
